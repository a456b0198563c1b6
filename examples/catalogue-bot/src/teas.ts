export interface Tea {
  readonly id: string;
  readonly name: string;
  readonly taste: string;
  /** Euros for 100 g. */
  readonly price: number;
}

export const teas: readonly Tea[] = [
  { id: 'assam', name: 'Assam', taste: 'malty and strong', price: 7 },
  { id: 'sencha', name: 'Sencha', taste: 'fresh as cut grass', price: 9 },
  { id: 'rooibos', name: 'Rooibos', taste: 'mild and sweet, for the evening', price: 5 },
];
