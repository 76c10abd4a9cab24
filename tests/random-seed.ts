import fc from 'fast-check';

// For whoever repeats a random test that failed.
fc.configureGlobal({ seed: Number(process.env['ASSAY_TEST_SEED']) });
