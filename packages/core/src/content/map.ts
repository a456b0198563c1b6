import { builtElement } from './built-element.js';
import { clickOn, type TappableOptions, tappableOptions } from './click.js';
import type { MapElement } from './element.js';
import { given } from './given.js';
import { lookOf, type LookOptions, lookOptions } from './look.js';

export interface MapOptions extends LookOptions, TappableOptions {
  /** In degrees, from −90 to 90. */
  readonly latitude: number;
  /** In degrees, from −180 to 180. */
  readonly longitude: number;
}

/** A map with one place in its middle. The web window shows a picture of it that cannot be moved. */
export function map(options: MapOptions): MapElement {
  const chosen = given(options, ['latitude', 'longitude', ...lookOptions, ...tappableOptions]);
  const { latitude: la, longitude: lo } = chosen;
  return builtElement<MapElement>({ type: 'map', la, lo, ...lookOf(chosen), click: clickOn(chosen.action, chosen) });
}
