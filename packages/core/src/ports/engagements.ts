import type { JsonObject } from '../protocol/read.js';
import type { ServiceCallOptions } from './service-call.js';

export interface EngagementQuestion extends ServiceCallOptions {
  /** A visitor who is known already. @default a new one */
  readonly visitorId?: string;
  /** His running session. @default a new one */
  readonly sessionId?: string;
  /** What the platform decides by: `consumerSections`, `engagementAttributes` and the like; it goes out as it is. */
  readonly facts?: JsonObject;
}

/** What a chat is started with. */
export interface Engagement {
  readonly available: boolean;
  readonly sessionId: string;
  readonly visitorId: string;
  readonly pageId?: string;
  readonly campaignId?: string;
  readonly engagementId?: string;
  readonly contextId?: string;
  readonly skillId?: string;
  /** Milliseconds for which it may be used. */
  readonly validFor?: number;
}

/** The Monitoring API for visitors of apps: whether somebody could talk to them, and about what. Source: rest-and-auth.md §5.2. */
export interface Engagements {
  /** The engagement that the platform would show to this visitor now. Asked anew, it may answer differently. */
  find(question?: EngagementQuestion): Promise<Engagement>;
}
