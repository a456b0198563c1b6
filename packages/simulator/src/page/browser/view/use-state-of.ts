import { useEffect, useState } from 'preact/hooks';

export interface Told<T> {
  readonly state: T;
  listen(listener: (state: T) => void): () => void;
}

/** The present state of whatever tells of its changes. */
export function useStateOf<T>(source: Told<T>): T {
  const [state, setState] = useState(source.state);
  useEffect(() => {
    setState(source.state);
    return source.listen((next) => setState(next));
  }, [source]);
  return state;
}
