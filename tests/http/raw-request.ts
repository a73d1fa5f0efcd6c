import { type IncomingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends exactly these headers and no others (but for the host and the length), as no well-behaved client would. */
export function rawRequest(url: string, { method = 'GET', headers = {}, body }: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((answered, failed) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.once('error', failed);
      response.once('end', () => answered({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    // Granted upgrades are answers too.
    sent.once('upgrade', (response, socket) => {
      socket.destroy();
      answered({ status: response.statusCode ?? 0, headers: response.headers, text: '' });
    });
    sent.once('error', failed);
    sent.end(body);
  });
}
