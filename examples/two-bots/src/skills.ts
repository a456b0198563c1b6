/** Each bot serves a skill of its own; a transfer to a skill reaches whoever serves it. */
export const RECEPTION = process.env['LP_RECEPTION_SKILL'] ?? '300000000';
export const BOOKINGS = process.env['LP_BOOKINGS_SKILL'] ?? '300000002';
