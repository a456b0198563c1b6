import { request } from 'node:http';

export interface HeardEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads server-sent events as a browser does. */
export class EventClient {
  readonly heard: HeardEvent[] = [];
  private text = '';
  private readonly waiting: { readonly look: () => boolean; readonly found: () => void }[] = [];
  readonly ended: Promise<void>;
  private leave = (): void => undefined;

  private constructor(url: string, headers: Readonly<Record<string, string>>, begun: (status: number) => void) {
    this.ended = new Promise((resolve) => {
      const asked = request(url, { headers }, (response) => {
        begun(response.statusCode ?? 0);
        response.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk));
        response.on('close', resolve).on('error', () => resolve());
      });
      asked.on('error', () => resolve());
      asked.end();
      this.leave = () => void asked.destroy();
    });
  }

  /** Resolves once the server has answered, with its status. */
  static async open(url: string, headers: Readonly<Record<string, string>> = {}) {
    let client: EventClient | undefined;
    const status = await new Promise<number>((resolve) => {
      client = new EventClient(url, headers, resolve);
    });
    if (client === undefined) throw new Error('There is no client.');
    return { client, status };
  }

  /** Resolves with the events of a name once there are so many. */
  async hears(event: string, count = 1): Promise<readonly HeardEvent[]> {
    const all = () => this.heard.filter((one) => one.event === event);
    await new Promise<void>((found) => {
      const look = () => all().length >= count;
      if (look()) found();
      else this.waiting.push({ look, found });
    });
    return all();
  }

  close(): Promise<void> {
    this.leave();
    return this.ended;
  }

  private read(chunk: string): void {
    this.text += chunk;
    const blocks = this.text.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ', 1)[0] ?? '', line.replace(/^\w+: /, '')]),
      );
      const [event, data] = [fields.get('event'), fields.get('data')];
      if (event !== undefined && data !== undefined) {
        this.heard.push({ event, id: fields.get('id'), data: JSON.parse(data) as HeardEvent['data'] });
      }
    }
    for (const { look, found } of this.waiting) if (look()) found();
  }
}
