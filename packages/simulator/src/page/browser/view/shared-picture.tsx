import { useEffect, useState } from 'preact/hooks';
import type { SharedFile } from '../chat/file.js';

export interface SharedPictureProps {
  readonly file: SharedFile;
  readonly addressOf: (file: SharedFile) => Promise<string | undefined>;
}

/** A file of the conversation: the picture once the platform has granted it, until then its preview or its name. */
export function SharedPicture({ file, addressOf }: SharedPictureProps) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let shown = true;
    void addressOf(file).then((granted) => shown && setAddress(granted));
    return () => {
      shown = false;
    };
  }, [file.relativePath]);
  const source = address ?? file.preview;
  const name = file.caption === '' ? `A ${file.fileType} file` : file.caption;
  return (
    <figure class="shared">
      {source !== undefined && <img class="picture" src={source} alt={name} />}
      <figcaption>
        {name} <span class="soft">{file.fileType}</span>
      </figcaption>
    </figure>
  );
}
