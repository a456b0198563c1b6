/** The account that all bots belong to. */
export const ACCOUNT = '12345678';
