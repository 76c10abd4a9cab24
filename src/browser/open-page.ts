import type { Browser, Page, Target } from 'puppeteer-core/lib/esm/puppeteer/puppeteer-core-browser.js';

/** Whether a target is a page. */
export function isPage(target: Target): boolean {
  const type: string = target.type();
  return type === 'page';
}

/** What asks a browser for a hidden page before Puppeteer, whose messages have other numbers, is connected to it. */
export const FIRST_PAGE = JSON.stringify({
  id: 0,
  method: 'Target.createTarget',
  params: { url: 'about:blank', enableBeginFrameControl: true },
});

/**
 * Opens another page, which is not drawn if it is hidden. Puppeteer's own method waits for it half a minute even if the
 * browser ends meanwhile.
 */
export async function openPage(browser: Browser, isHidden: boolean): Promise<Page> {
  const known = new Set(browser.targets());
  const opened = browser.waitForTarget((one) => isPage(one) && !known.has(one), { timeout: 0 });
  const session = await browser.target().createCDPSession();
  await session.send('Target.createTarget', { url: 'about:blank', enableBeginFrameControl: isHidden });
  const page = await (await opened).page();
  if (!page) throw new Error('the browser opens no page');
  return page;
}
