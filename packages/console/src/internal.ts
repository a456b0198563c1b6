/** For the local LivePerson, whose page shows sessions too. */
export { isLoopbackHost, isLoopbackOrigin } from './loopback/loopback.js';
export { consoleAsset } from './page/console-asset.js';
export { contentSecurityPolicy, type PolicyTerms } from './page/content-security-policy.js';
export { importMap } from './page/import-map.js';
export { html, type PageAsset, script, stylesheet } from './page/page-asset.js';
export { sharedModules } from './page/shared-module.js';
export { guardedHeaders, sendAsset } from './page/send-asset.js';
export { Audience } from './stream/audience.js';
export { EventStream, type StreamedEvent } from './stream/event-stream.js';
export type { FaultNotice, FaultSwitch, PlatformNotice, ShownSession } from './wire/fault-switch.js';
