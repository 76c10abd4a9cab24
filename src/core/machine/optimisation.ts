import v8 from 'node:v8';

/**
 * Code runs sixteen times as long before V8 optimises it, and PDFium, which is WebAssembly, a hundred times, so that only
 * what has read hundreds of pages is compiled again: a quarter of a build's processor time went into optimising code, which
 * does not pay in so short a run. Where V8 keeps what it compiled (compiled-bundle.ts), little is lost by it. Of PDFium,
 * most functions are never called, and need not be checked either.
 */
const LATE = ['--interrupt-budget=1080000', '--wasm-tiering-budget=200000000', '--wasm-lazy-validation'];

/**
 * Memory grows by half before garbage is collected, where V8 would let it grow several times over: a long run reaches
 * that limit, a short one does not, and is to need no less.
 */
const SMALL_HEAP = '--heap-growing-percent=50';

/** The defaults of these flags. */
const USUAL = [
  '--interrupt-budget=67584',
  '--wasm-tiering-budget=1800000',
  '--no-wasm-lazy-validation',
  '--heap-growing-percent=0',
];

/** The V8 of Node 20; other versions have other defaults, and may lack a flag. */
const hasFlags = process.versions.v8.startsWith('11.3.');

let isHeapSmall = false;

function set(flags: readonly string[]): void {
  if (hasFlags) v8.setFlagsFromString(flags.join(' '));
}

/** Has V8 optimise code late from now on, in all threads. */
export function optimiseLate(): void {
  set(isHeapSmall ? [...LATE, SMALL_HEAP] : LATE);
}

/**
 * Has V8 optimise code as usual from now on, in all threads. It takes compiled code, its own of the modules of Node and
 * that of our bundles, only with the flags with which it was compiled: these are the ones to load with.
 */
export function optimiseAsUsual(): void {
  set(USUAL);
}

/** Has this program hold little garbage from now on: for work that leaves little behind and goes on for long. */
export function keepHeapSmall(): void {
  isHeapSmall = true;
  if (loading === 0) set([SMALL_HEAP]);
}

let loading = 0;
let settled = Promise.resolve();
let settle = (): void => undefined;

/** Called when a thread starts to load. What it answers with is called once when that has loaded, or ended. */
export function threadLoads(): () => void {
  if (loading === 0) {
    optimiseAsUsual();
    settled = new Promise((resolve) => (settle = resolve));
  }
  loading += 1;
  let hasLoaded = false;
  return () => {
    if (hasLoaded) return;
    hasLoaded = true;
    loading -= 1;
    if (loading > 0) return;
    optimiseLate();
    settle();
  };
}

/** Settles when no thread loads, so that code is optimised late. */
export function threadsLoaded(): Promise<void> {
  return settled;
}
