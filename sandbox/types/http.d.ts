/** The request and response that a handler gets: the part of Express that the exercises use. */
declare module 'ounce:http' {
  export interface Request {
    readonly method: string;
    /** As the client sent it, still percent-encoded, with its query. */
    readonly url: string;
    readonly originalUrl: string;
    /** As `url`, without the query. */
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    /** Route parameters, percent-decoded once. */
    readonly params: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: any;
    get(name: string): string | undefined;
  }
  export interface Response {
    statusCode: number;
    readonly headersSent: boolean;
    status(status: number): Response;
    set(name: string, value: string): Response;
    setHeader(name: string, value: string): Response;
    type(value: string): Response;
    send(body?: unknown): Response;
    json(body: unknown): Response;
    end(body?: string | Uint8Array): Response;
    sendStatus(status: number): Response;
    redirect(location: string): void;
    redirect(status: number, location: string): void;
  }
}
