import v8 from 'node:v8';

/** Flags of V8, and what the same flags are without them: not always what `node --v8-options` calls their default. */
interface Flags {
  readonly late: readonly string[];
  readonly usual: readonly string[];
}

/** For the V8 of Node 22 and 24, which differ in how often a function runs before TurboFan optimises it. */
function flagsByCount(turbofan: number): Flags {
  const ofCounts = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([tier, count]) => `--invocation-count-for-${tier}=${count}`);
  return {
    late: [
      ...ofCounts({ maglev: 6400, turbofan: 48_000, osr: 12_800 }),
      '--wasm-tiering-budget=200000000',
      '--wasm-lazy-validation',
      '--no-regexp-peephole-optimization',
    ],
    usual: [
      ...ofCounts({ maglev: 400, turbofan, osr: 800 }),
      '--wasm-tiering-budget=13000000',
      '--no-wasm-lazy-validation',
      '--regexp-peephole-optimization',
    ],
  };
}

/**
 * By the version of V8: that of Node 20, 22 and 24; another has other defaults, and may lack a flag. Code runs about
 * sixteen times as long before V8 optimises it, and PDFium, which is WebAssembly, a hundred times (from Node 22 on, fifteen
 * times), so that only what has read hundreds of pages is compiled again: a quarter of a build's processor time went into
 * optimising code, which does not pay in so short a run. Where V8 keeps what it compiled (compiled-bundle.ts), little is
 * lost by it. Of PDFium, most functions are never called, and need not be checked either. V8 compiles an expression again once
 * it has run: to improve the first form of one that runs once takes twice as long as all else that is done with it.
 */
const KNOWN: Readonly<Record<string, Flags>> = {
  '11.3': {
    late: [
      '--interrupt-budget=1080000',
      '--wasm-tiering-budget=200000000',
      '--wasm-lazy-validation',
      '--no-regexp-peephole-optimization',
    ],
    usual: [
      '--interrupt-budget=67584',
      '--wasm-tiering-budget=1800000',
      '--no-wasm-lazy-validation',
      '--regexp-peephole-optimization',
    ],
  },
  '12.4': flagsByCount(3000),
  '13.6': flagsByCount(10_000),
};

const flags = KNOWN[process.versions.v8.split('.', 2).join('.')];

/**
 * Memory grows by half before garbage is collected, where V8 would let it grow several times over: a long run reaches
 * that limit, a short one does not, and is to need no less.
 */
const SMALL_HEAP = '--heap-growing-percent=50';
const USUAL_HEAP = '--heap-growing-percent=0';

let isHeapSmall = false;

function set(...texts: readonly string[]): void {
  if (flags) v8.setFlagsFromString(texts.join(' '));
}

/** Has V8 optimise code late from now on, in all threads. */
export function optimiseLate(): void {
  set(...(flags?.late ?? []), isHeapSmall ? SMALL_HEAP : USUAL_HEAP);
}

/**
 * Has V8 optimise code as usual from now on, in all threads. It takes compiled code, its own of the modules of Node and
 * that of our bundles, only with the flags with which it was compiled: these are the ones to load with.
 */
export function optimiseAsUsual(): void {
  set(...(flags?.usual ?? []), USUAL_HEAP);
}

/** Has this program hold little garbage from now on: for work that leaves little behind and goes on for long. */
export function keepHeapSmall(): void {
  isHeapSmall = true;
  if (loading === 0) set(SMALL_HEAP);
}

let loading = 0;
let settled = Promise.resolve();
let settle = (): void => undefined;

/** Called when a thread starts to load. What it returns is called once when that has loaded, or ended. */
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
