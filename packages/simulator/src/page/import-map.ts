/** Lets the page's scripts import the wire vocabulary by the name that it has in Node.js. */
export const importMap = JSON.stringify({ imports: { '@holdfast/core/protocol': '/page/core/protocol.js' } });
