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
    header(name: string): string | undefined;
  }
  export interface Response {
    statusCode: number;
    readonly headersSent: boolean;
    readonly writableEnded: boolean;
    status(status: number): Response;
    set(name: string, value: string): Response;
    set(headers: Readonly<Record<string, string>>): Response;
    header(name: string, value: string): Response;
    setHeader(name: string, value: string): Response;
    get(name: string): string | undefined;
    getHeader(name: string): string | undefined;
    removeHeader(name: string): Response;
    writeHead(status: number, headers?: Readonly<Record<string, string>>): Response;
    write(body: string | Uint8Array): boolean;
    type(value: string): Response;
    send(body?: unknown): Response;
    json(body: unknown): Response;
    end(body?: string | Uint8Array): Response;
    sendStatus(status: number): Response;
    redirect(location: string): void;
    redirect(status: number, location: string): void;
  }
  /** Hands the request on: the answer is a 404, or a 500 when there is an error. */
  export type NextFunction = (error?: unknown) => void;
}
