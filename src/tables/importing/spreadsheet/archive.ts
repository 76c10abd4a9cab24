import { unzipSync } from 'fflate';

/** Limits for what is unpacked: a hundred times the size of any table that an office publishes. */
export const MAX_PART_BYTES = 64 * 1024 * 1024;
export const MAX_PARTS = 5000;

/** A workbook that cannot be read; the message says why, the hint what to do. */
export class WorkbookError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** The first bytes of the files that are taken for XLSX. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b];

/**
 * Unpacks those files of a ZIP archive that are `wanted`. What an archive says about its sizes bounds the memory that is
 * used, whatever is packed in it. Throws a WorkbookError if it is not an archive, damaged or too large.
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, Uint8Array> {
  const startsWith = (start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);
  if (startsWith(OLE)) {
    const hint = 'open it in a spreadsheet program and save it as XLSX or ODS, without a password';
    throw new WorkbookError('this workbook has a password, or is in the older format XLS', hint);
  }
  if (!startsWith(ZIP))
    throw new WorkbookError('this is not an XLSX or ODS workbook', 'save the table as XLSX, ODS or CSV');
  let parts = 0;
  let total = 0;
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        parts += 1;
        if (parts > MAX_PARTS) throw tooLarge(`it holds more than ${MAX_PARTS} files`);
        if (!wanted(name)) return false;
        total += originalSize;
        if (total > MAX_PART_BYTES) throw tooLarge(`unpacked it has more than ${MAX_PART_BYTES / 2 ** 20} MB`);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof WorkbookError) throw error;
    throw new WorkbookError('the workbook is damaged: it cannot be unpacked', 'get the file again from its source');
  }
}

function tooLarge(why: string): WorkbookError {
  return new WorkbookError(
    `the workbook is too large: ${why}`,
    'save the sheets that are needed in a file of their own',
  );
}
