import {
  Bot,
  botResponse,
  type Conversation,
  type ConversationChanged,
  type Message,
  OnChange,
  OnMessage,
  OnWatch,
} from 'holdfast';

/** Listens to every conversation of the account, and marks those that somebody should look at. It never talks to consumers. */
export class ManagerBot extends Bot {
  @OnWatch()
  async listen(conversation: Conversation) {
    await conversation.join('MANAGER');
  }

  @OnMessage(/\b(lawyer|refund|cancel|angry)\b/i)
  async mark({ conversation, match }: Message) {
    const word = match?.[0].toLowerCase() ?? '';
    await conversation.tag([botResponse({ businessCases: [word] })]); // for reports; the rest is for agents
    await conversation.setTopic(word);
    await conversation.setTtr('URGENT');
    await conversation.setNote(`The consumer speaks of "${word}". Please have a look.`);
  }

  @OnChange('queued')
  noteReturn({ conversation }: ConversationChanged<'queued'>) {
    this.log.info({ conversation: conversation.id }, 'waits in a queue again');
  }
}
