import { Bot, type BuiltContent, type ConsumerStateChange, type Message, OnConsumerState, OnMessage } from 'holdfast';

/** Sells camping gear: shows everything that a chat window has to show. */
export class CampBot extends Bot {
  /** Where pictures come from. */
  pictures = '';
  /** What the thoughtful answer waits for. */
  thought: Promise<void> = Promise.resolve();

  /** What consumers did, in order. */
  readonly consumerStates: string[] = [];

  @OnConsumerState()
  note({ state }: ConsumerStateChange) {
    this.consumerStates.push(state);
  }

  @OnMessage('tents')
  async offer(message: Message) {
    await message.reply(question('For how many people?', ['Two', 'Four', 'A whole scout group']));
  }

  @OnMessage('show')
  async show(message: Message) {
    await message.reply(carousel(['Ridge', 'Dome', 'Tunnel'].map((name) => this.card(name))));
  }

  @OnMessage('think')
  async think(message: Message) {
    await message.conversation.typing();
    await this.thought;
    await message.reply('I have thought about it.');
  }

  @OnMessage('human')
  async handOver(message: Message) {
    await message.conversation.transfer({ skill: '300000001' });
  }

  @OnMessage('bye')
  async end(message: Message) {
    await message.conversation.close();
  }

  @OnMessage()
  async answer(message: Message) {
    const tapped = message.quickReply === undefined ? '' : ` (tapped ${message.quickReply})`;
    await message.reply(`You said: ${message.text}${tapped}`);
  }

  private card(name: string): object {
    return {
      type: 'vertical',
      elements: [
        { type: 'image', url: `${this.pictures}/console/icon.svg`, caption: `The ${name} tent` },
        { type: 'text', text: `${name}\nSleeps two, <b>dry</b> in any weather.` },
        button('Buy', { id: name, action: { type: 'publishText', text: `I take the ${name}` } }),
        button('Read more', { id: name, action: { type: 'link', uri: `https://example.com/${name}` } }),
        button('Trick', { id: name, action: { type: 'link', uri: 'javascript:alert(1)' } }),
      ],
    };
  }
}

const question = (message: string, titles: readonly string[]): BuiltContent => ({
  event: {
    type: 'ContentEvent',
    contentType: 'text/plain',
    message,
    quickReplies: {
      type: 'quickReplies',
      itemsPerRow: 8,
      replies: titles.map((title) => button(title, { id: title, action: { type: 'publishText', text: `${title}!` } })),
    },
  },
});

const carousel = (elements: readonly object[]): BuiltContent => ({
  event: { type: 'RichContentEvent', content: { type: 'carousel', elements } },
});

const button = (title: string, { id, action }: { readonly id: string; readonly action: object }): object => ({
  type: 'button',
  title,
  click: { actions: [action], metadata: [{ type: 'ExternalId', id }] },
});
