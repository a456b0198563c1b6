import { useRef } from 'preact/hooks';

export interface ComposerProps {
  readonly who: string;
  /** What is written stays while the connection is away; it can be sent when it is back. */
  readonly disabled: boolean;
  readonly onWrite: () => void;
  readonly onSay: (text: string) => void;
  readonly onShare: (file: File) => void;
}

/** Where the consumer writes. Enter sends, Shift and Enter begins a line. */
export function Composer({ who, disabled, onWrite, onSay, onShare }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const say = (event: Event) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    if (field.current === null || text === '' || disabled) return;
    field.current.value = '';
    field.current.focus();
    onSay(text);
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    say(event);
  };
  const share = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    const file = currentTarget.files?.[0];
    if (file !== undefined) onShare(file);
    currentTarget.value = '';
  };
  return (
    <form class="composer" onSubmit={say}>
      <textarea
        ref={field}
        rows={1}
        maxLength={4_000}
        placeholder="Message"
        aria-label={`Message of ${who}`}
        autocomplete="off"
        onKeyDown={sendOnEnter}
        onInput={onWrite}
      />
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/gif"
        aria-label={`Picture of ${who}`}
        hidden
        onChange={share}
      />
      <button type="button" class="quiet" disabled={disabled} onClick={() => picker.current?.click()}>
        Picture
      </button>
      <button type="submit" disabled={disabled}>
        Send
      </button>
    </form>
  );
}
