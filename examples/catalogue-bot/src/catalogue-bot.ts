import { Bot, button, card, carousel, type Message, OnClick, OnMessage, publish } from 'holdfast';
import { type Tea, teas } from './teas.js';

const catalogue = carousel(
  teas.map(({ id, name, taste, price }) =>
    card({
      image: `https://images.example.com/${id}.png`,
      title: name,
      text: `${taste}, ${price} €`,
      buttons: [button(`Order ${name}`, publish(`I would like the ${name}.`), { id })],
    }),
  ),
);

/** Shows the catalogue, and takes the tap on a card for an order. */
export class CatalogueBot extends Bot {
  @OnClick()
  async order(message: Message) {
    const tea = teas.find(({ id }) => id === message.clicked?.id);
    await message.reply(tea === undefined ? 'That one is sold out.' : confirmation(tea));
  }

  @OnMessage()
  async show(message: Message) {
    await message.reply('These are our teas:');
    await message.reply(catalogue);
  }
}

const confirmation = ({ name, price }: Tea): string => `100 g of ${name} for ${price} €: it will be sent today.`;
