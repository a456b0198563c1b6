const NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Whether a `Host` header names this machine. Any other name may be a stranger's, made to lead here. */
export const isLoopbackHost = (host: string | undefined): boolean => host !== undefined && NAME.test(host);

/** Whether an `Origin` header names a page of this machine. */
export const isLoopbackOrigin = (origin: string): boolean => {
  const host = /^https?:\/\/(.*)$/i.exec(origin)?.[1];
  return isLoopbackHost(host);
};

/** Whether a server that binds this address is heard on this machine alone. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || /^(?:localhost|127(?:\.\d{1,3}){3})$/i.test(address);
