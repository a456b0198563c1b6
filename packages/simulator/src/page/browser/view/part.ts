/** An element of the document, by its id. Throws if the document is not the one that belongs to this script. */
export function part<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} with the id "${id}". Reload it.`);
}
