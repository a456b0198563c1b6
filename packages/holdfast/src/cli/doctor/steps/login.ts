import { known, type Step } from '../plan/step.js';

export const login: Step = {
  name: 'login',
  asks: 'Does the login service accept the credentials?',
  needs: ['hosts'],
  async ask(facts) {
    const { authenticator } = known(facts, 'platform');
    const grant = await authenticator.login(known(facts, 'domains'), { ...facts.terms, retryDelays: [] });
    const { sessionTtl } = grant;
    const lasting = sessionTtl === undefined ? '' : `, for ${Math.round(sessionTtl / 60_000)} min unless refreshed`;
    return { says: `logged in as user ${grant.userId}${lasting}`, learnt: { grant } };
  },
};
