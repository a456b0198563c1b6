import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The browser of this machine: `CHROMIUM` names it where it is not Debian's. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A page that remembers what it asked for and what went wrong. */
export interface WatchedPage {
  readonly page: Page;
  /** Origins of all requests and sockets. */
  readonly origins: ReadonlySet<string>;
  /** Errors in its console, refusals of the content security policy among them. */
  readonly complaints: readonly string[];
}

/** A lost connection is what these tests are about, and the browser says so by itself. */
const EXPECTED = /net::ERR_CONNECTION|net::ERR_EMPTY_RESPONSE|WebSocket connection to .* failed/;

/** Opens an address in a profile of its own. */
export async function watchedPage(browser: Browser, url: string, options: BrowserContextOptions): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const origins = new Set<string>();
  const complaints: string[] = [];
  context.on('request', (request) => origins.add(new URL(request.url()).origin));
  page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin.replace(/^ws/, 'http')));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // Well above what any step takes, and below the limit of a test, so that a failure names the step.
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  return { page, origins, complaints };
}
