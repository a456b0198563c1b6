/** The page served on `/`. */
export const pageHtml = (): string =>
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Local LivePerson</title><h1>Local LivePerson</h1></html>';
