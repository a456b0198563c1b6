import type { JsonObject } from '@holdfast/core/protocol';

/** Ms of the platform's clock; a range is drawn from the seed. */
export type FaultDelay = number | { readonly from: number; readonly to: number };

export interface FaultHttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object or a list is sent as JSON. @default nothing */
  readonly body?: string | Uint8Array | object;
}

export interface FaultSocketAnswer {
  /** As in HTTP; 200 is success. */
  readonly code: number;
  readonly body?: unknown;
  /** @default the type of a string answer */
  readonly type?: string;
}

interface Delay {
  /** Goes on after this. Only what matched waits; what follows overtakes it. */
  readonly delay: FaultDelay;
}

interface Answer {
  readonly answer: FaultHttpAnswer;
}

interface Trickle {
  /** One byte each `every` ms, without end. */
  readonly trickle: { readonly every: number };
}

interface Close {
  /** A close frame with this code. */
  readonly close: number;
  readonly reason?: string;
}

interface FreezeFor {
  readonly freeze: { readonly for: number };
}

interface Inject {
  /** This frame too, after what matched and in the same direction; the function gets a copy of what matched. */
  readonly inject: JsonObject | ((frame: JsonObject) => JsonObject);
}

interface Raw {
  /** Sends this to the client as one message, after what matched: text as a text message, bytes as a binary one. */
  readonly raw: string | Uint8Array;
}

/**
 * - `refuse`: RST instead of an answer.
 * - `hang`: never answered; the connection stays.
 * - `trickle`: an answer whose headers never end.
 * - `answer`: this instead of 101.
 * - `close`: accepted whatever the bearer, then closed at once.
 */
export type ConnectAction = 'refuse' | 'hang' | Trickle | Answer | Close | Delay;

/**
 * - `reset`: RST.
 * - `freeze`: half-open. The connection stays, nothing is read or written any more, not even a pong; what is due
 *   comes after `thaw`, or after `{ freeze: { for } }`.
 */
export type SocketAction = 'reset' | 'freeze' | 'thaw' | FreezeFor | Close;

export type OpenAction = SocketAction | Raw | { readonly inject: JsonObject };

interface Replace {
  /** This frame instead; the function gets a copy of what matched. */
  readonly replaceWith: JsonObject | ((frame: JsonObject) => JsonObject);
}

export type FrameChange = Inject | Replace;

/**
 * - `reorder`: waits until the next frame of its type on the same socket has passed.
 * - `answer`: answers a request of a client; the platform never sees it. For `toServer`.
 */
export type FramePassage = 'drop' | 'duplicate' | 'reorder' | Delay | Raw | { readonly answer: FaultSocketAnswer };

/** A frame that meets `close`, `reset` or `freeze` does not arrive. */
export type FrameAction = SocketAction | FrameChange | FramePassage;

/**
 * - `refuse`: RST instead of an answer; the platform does not act on the request.
 * - `hang`: never answered.
 * - `trickle`: headers of a 200, then a body that never ends.
 * - `loseAnswer`: the platform acts on the request, but its answer is lost with the connection.
 * - `dropAfterAnswer`: the answer arrives, then the connection ends although it was to be kept alive.
 * - `dropOnReuse`: the answer arrives; the next request on the same connection meets its end.
 * - `truncate`: less body than `Content-Length` says.
 * - `gzipBomb`: that many bytes of spaces, compressed.
 * - `html`: 200 with a page, as a captive portal has it.
 */
export type RequestAction =
  | 'refuse'
  | 'hang'
  | 'loseAnswer'
  | 'dropAfterAnswer'
  | 'dropOnReuse'
  | 'truncate'
  | 'html'
  | Trickle
  | Answer
  | Delay
  | { readonly gzipBomb: number };

export type FaultAction = ConnectAction | OpenAction | FrameAction | RequestAction;
