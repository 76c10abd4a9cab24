import { type BrowserSession, openBrowser } from '../../src/browser/browser.ts';

let opened: BrowserSession | undefined;

/**
 * The browser of all test files of a worker, with which it ends: for tests that print as the program does, and leave its
 * pages as they find them. Builds do not end it.
 */
export function sharedBrowser(): BrowserSession {
  if (!opened || opened.isSpent) opened = openBrowser({ environment: process.env });
  return Object.create(opened, { rest: { value: () => undefined } }) as BrowserSession;
}
