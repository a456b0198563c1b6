/** What the bot says, so that the platform's record can be checked. */
export const WELCOME = 'Welcome!';

export const answerTo = (text: string): string => `re: ${text}`;
