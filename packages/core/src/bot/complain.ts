import type { HandlerDeclarationError } from '../errors/configuration.js';

/** Makes the error for a declaration; `what` follows the name of the decorator, and has no full stop. */
export type Complain = (what: string) => HandlerDeclarationError;
