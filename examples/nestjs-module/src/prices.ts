import { Injectable } from '@nestjs/common';

/** Any service of your application. */
@Injectable()
export class Prices {
  private readonly prices: ReadonlyMap<string, number> = new Map([
    ['assam', 7],
    ['sencha', 9],
  ]);

  of(name: string): number | undefined {
    return this.prices.get(name.toLowerCase());
  }
}
