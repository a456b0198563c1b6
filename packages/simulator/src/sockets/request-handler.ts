import { checker, metadataList, type Schema } from '../schema.js';
import { isObject, type JsonObject } from '@holdfast/core/protocol';
import type { Reply, WireRequest } from './frame-socket.js';

/** Answers one type of request; throws a `Refusal` to refuse it. */
export type RequestHandler<Context> = (context: Context, request: WireRequest) => Reply;

/** A handler together with the schema of the body it answers; a missing body is an empty one. */
export function handler<Context, Body>(
  schema: Schema,
  handle: (context: Context, body: Body, request: WireRequest) => Reply,
): RequestHandler<Context> {
  const check = checker<Body>(schema);
  return (context, request) => handle(context, check(request.body ?? {}), request);
}

const checkMetadata = checker<readonly JsonObject[]>(metadataList);

/** The frame's metadata, in the form that an event carries on. A single object stands for a list of one. */
export function metadataOf({ metadata }: WireRequest): { readonly metadata?: readonly JsonObject[] } {
  if (metadata === undefined || metadata === null) return {};
  return { metadata: checkMetadata(isObject(metadata) ? [metadata] : metadata) };
}
