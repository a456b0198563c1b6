import { Bot, type Conversation, OnConversation } from 'holdfast';

/** Stands in for a person in front of the agent workspace. Only the local LivePerson needs her. */
export class Maria extends Bot {
  @OnConversation()
  async takeOver(conversation: Conversation) {
    const asked = (await conversation.history()).findLast(({ from }) => from.role === 'CONSUMER');
    await conversation.send(`Hello, this is Maria. You wrote: "${asked?.text}" Let me see what I can do.`);
  }
}
