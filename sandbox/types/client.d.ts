/** A client of the app: its requests reach the app's handler as a browser's or a script's would. */
declare module 'ounce:client' {
  export interface ClientRequest {
    /** GET unless set. */
    method?: string;
    /** The path as it is sent, percent-encoded, with its query. */
    url: string;
    headers?: Record<string, string>;
    body?: unknown;
  }
  export interface ClientResponse {
    /** 0 when the app never answered. */
    status: number;
    /** Names in lower case. */
    headers: Record<string, string>;
    /** Text as sent; JSON as its text. */
    body: string;
  }
  /** Sends one request and waits for the answer. */
  export function request(request: ClientRequest): Promise<ClientResponse>;
}
