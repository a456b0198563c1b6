import { known, type Step } from '../plan/step.js';

export const logout: Step = {
  name: 'logout',
  asks: 'Is the account left as it was?',
  needs: ['login'],
  async ask(facts) {
    await facts.line?.close();
    // An interrupted examination is to end well, too.
    const { signal } = new AbortController();
    await known(facts, 'grant').logout({ timeout: facts.terms.timeout, signal, retryDelays: [] });
    return { says: 'the socket is closed and the bearer given back' };
  },
};
