/** What came back: read as text, and as the view it should be. */
export class Answer {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString();
  }

  /** The body as JSON, of whatever shape. */
  get json(): unknown {
    return JSON.parse(this.text) as unknown;
  }

  /** The body as a view of the contracts; fails where it is not one. */
  as<View>(schema: { parse(value: unknown): View }): View {
    return schema.parse(this.json);
  }

  /** Where a redirect goes, or null. */
  get location(): string | null {
    return this.headers.get('location');
  }
}

/** The answer, if it has this status; else an error that shows it. */
export function expected(status: number, answer: Answer): Answer {
  if (answer.status === status) return answer;
  throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text.slice(0, 500)}`);
}

export type Fields = Record<string, string | readonly string[]>;

/** What a request carries beside its address. */
export interface Sending {
  json?: unknown;
  /** Sent as JSON as it is, whether it is JSON or not. */
  text?: string;
  form?: Fields;
  /** Sent as they are. */
  bytes?: Uint8Array;
  /** A form with files, as a browser without scripts sends it. */
  multipart?: FormData;
  headers?: Record<string, string>;
}

/** Somebody with a browser of their own, as far as the server can tell: keeps cookies, sends what a same-site page sends. */
export class Person {
  private readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  /** The `Cookie` header of this person's next request; empty for a visitor. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The same cookies in other hands, as after stealing them, or for another address: later changes reach neither. */
  copy(url = this.url): Person {
    const other = new Person(url);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** Keeps a cookie, as if an answer had set it. */
  keep(name: string, value: string): this {
    this.cookies.set(name, value);
    return this;
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, json: unknown = {}): Promise<Answer> {
    return this.send('POST', path, { json });
  }

  put(path: string, json: unknown): Promise<Answer> {
    return this.send('PUT', path, { json });
  }

  patch(path: string, json: unknown): Promise<Answer> {
    return this.send('PATCH', path, { json });
  }

  del(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** A page, as a browser asks for one. Redirects are not followed. */
  page(path: string): Promise<Answer> {
    return this.send('GET', path, { headers: { accept: 'text/html' } });
  }

  /** Sends a form of a page as a browser without scripts does. */
  submit(formName: string, fields: Fields): Promise<Answer> {
    return this.send('POST', `/form/${formName}`, { form: fields });
  }

  async send(
    method: string,
    path: string,
    { json, text, form, bytes, multipart, headers }: Sending = {},
  ): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(this.cookies.size > 0 ? { cookie: this.cookie } : {}),
        ...(json === undefined && text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body:
        multipart ??
        (bytes && new Blob([Buffer.from(bytes)])) ??
        text ??
        (json === undefined ? form && encode(form) : JSON.stringify(json)),
    });
    for (const line of response.headers.getSetCookie()) this.remember(line);
    return new Answer(response.status, response.headers, Buffer.from(await response.arrayBuffer()));
  }

  private remember(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const split = pair.indexOf('=');
    const name = pair.slice(0, split);
    if (attributes.some(isOver)) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(split + 1));
  }
}

/** Whether an attribute of a cookie says that it is to be forgotten. */
function isOver(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=');
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0;
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now();
}

function encode(form: Fields): string {
  const encoded = new URLSearchParams();
  for (const [name, values] of Object.entries(form)) for (const value of [values].flat()) encoded.append(name, value);
  return encoded.toString();
}
