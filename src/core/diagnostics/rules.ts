/**
 * All rules that diagnostics name, with their meanings. Released ids never change: people search for them, and CI logs are
 * compared by them.
 */
export const RULES = {
  // reading files
  'file/unreadable': 'Assay must be able to read every file that it expects or that another file names.',
  'file/encoding':
    'Text must be UTF-8. A byte-order mark and CRLF line endings are accepted, but NUL and private-use characters are not.',
  'file/control-character': 'A text must not contain control characters or characters that change its direction.',
  'file/too-large': 'A file or a scalar must be smaller than the stated size.',

  // YAML and its shape
  'yaml/syntax': 'A YAML file must be well formed.',
  'yaml/duplicate-key': 'A key must not be repeated in a mapping.',
  'yaml/torn-scalar': 'In a flow mapping, a number or text that contains a comma must be in quotes.',
  'yaml/no-anchors':
    'Anchors, aliases, tags and merge keys are not allowed: every value must be written where it is used.',
  'schema/format': 'A file must have a format that this version of Assay reads.',
  'schema/unknown-key': 'A mapping must only have keys that its schema knows.',
  'schema/missing-key': 'A mapping must have all the keys that its schema requires.',
  'schema/wrong-type': 'A value must have the type that its schema requires.',
  'schema/empty': 'A file, mapping or text that needs content must not be empty.',

  // tables
  'csv/syntax': 'A CSV file must be well formed (RFC 4180).',
  'csv/columns': 'The first line of a table must name all required columns, each only once, and no unknown ones.',
  'table/ragged-row': 'Every row must have a cell for each column.',
  'csv/spreadsheet': 'A figure must be written as it was printed, not as a spreadsheet changed it.',
  'csv/calculated': 'A calculated column must agree with the columns that it is calculated from.',

  // the dataset
  'dataset/none': 'The root folder must contain at least one dataset.',
  'dataset/unknown': 'A dataset named in a command must exist.',
  'dataset/unread-file': 'A YAML file in a dataset must have a name that Assay recognises.',
  'dataset/unknown-indicator': 'An indicator must be declared in dataset.yaml before it is used.',
  'dataset/unknown-unit': 'A unit must be built in or declared in dataset.yaml.',
  'dataset/unit-name': 'The name of a declared unit must not be a scale, a number or the name of another unit.',
  'dataset/unknown-source': 'The source of a release must be declared in dataset.yaml.',
  'dataset/unknown-release':
    'Every release that a file refers to must have a file in releases/ or a row in releases/releases.csv.',
  'dataset/unknown-dimension': 'A dimension and its members must be declared in dataset.yaml.',
  'dataset/unknown-condition': 'The condition of a forecast must be declared in dataset.yaml.',
  'dataset/unknown-locale': 'A text must be in one of the languages that the dataset declares.',
  'dataset/variant-of-variant': 'A variant must belong to an indicator that is not itself a variant.',
  'dataset/unused-name': 'Every proper name declared in dataset.yaml must be the start of a label.',
  'dataset/same-label': 'Indicators that measure the same must have different labels.',
  'dataset/missing-label': 'Every label must be given in all the languages that the dataset declares.',
  'dataset/bad-period':
    'A period must be written as 2025, 2024/25, 2025-S1, 2025-Q4, 2025-M12, 2025-12-31 or a span of these.',
  'dataset/no-year-start':
    'If the dataset uses years such as 2024/25, dataset.yaml must declare the month in which they start.',
  'dataset/bad-date': 'A date must be a real calendar date: a day, a month or a year.',
  'dataset/overdue': 'A release or figure that was due by today must be in the dataset.',
  'dataset/bad-address': 'An address must have the form indicator[:measure[base]][@period].',
  'dataset/not-a-decimal': 'A figure must be a plain decimal number, with a unit if it needs one.',
  'dataset/bad-claim': 'A claim must be one of the claims that Assay knows.',
  'dataset/one-measure': 'A record must contain exactly one measure.',
  'dataset/wrong-dimension': 'The unit of a figure must fit its indicator and measure.',
  'dataset/wrong-base': 'A base, start or counterpart must fit the measure and its period.',
  'dataset/resolution-too-fine':
    'A stated resolution must not be finer than the last printed digit, and a figure must not have more decimals than its table states.',
  'dataset/unfilled': 'Everything in a release must be filled in, with no TODO left.',
  'dataset/stated-twice': 'A release must state each address only once.',
  'dataset/duplicate-release': 'Each release must have its own id.',
  'dataset/undated-correction': 'A correction notice needs the date from which the figure was corrected.',
  'dataset/correction-without-evidence': 'A correction must name the evidence that supports it.',
  'dataset/correction-changes-nothing': 'A correction must differ from the published figure.',
  'dataset/evidence-states-nothing': 'A release cited as evidence must state the corrected figure.',
  'dataset/evidence-disagrees': 'A release cited as evidence must agree with the correction.',
  'dataset/evidence-second-hand': 'A release cited as evidence must have been read at its publisher.',
  'dataset/evidence-without-correction': 'Evidence must belong to a correction.',
  'dataset/tie': 'A brief cannot print a figure that two sources of equal rank state on the same day.',

  // the witness
  'witness/unreadable': 'The source of a release must be a file that Assay can read.',
  'witness/changed': 'The source of a release must be the file that was stored.',
  'witness/place': 'A statement must be at the location given in its record.',
  'witness/not-found': 'A figure must be in its source.',
  'witness/digits': 'A figure must have the same digits as in its source.',
  'witness/unit': 'A figure must have the unit and scale that its source prints.',
  'witness/sign': 'A change must go in the direction that its source says.',
  'witness/hedge': 'A figure must be as exact as its source says: about, over, a range.',
  'witness/measure': 'A figure must have the same measure as in its source: a level, a growth, a share.',
  'witness/base': 'A change must be compared with the same base as in its source.',
  'witness/label': 'A figure must be recorded for the indicator that its source names.',
  'witness/stated-twice': 'Each number in a source must be recorded as one statement only.',
  'witness/words': 'A statement made in words must quote words that are in the source.',
  'witness/unread': 'Every figure in a source must be recorded, or left out with a reason.',
  'witness/ignored': 'The numbers left out of a source must match the counts in its record.',

  // relations
  'assay/syntax': 'A relation must be written in the language of relations.',
  'assay/unknown-term': 'A name in a relation must be the name of an indicator or a constant.',
  'assay/wrong-dimension': 'A relation must only add or compare quantities of the same kind.',
  'assay/tautology': 'The two sides of a relation must not be the same.',
  'assay/bad-constant': 'A constant must be one value or one range, in one unit.',
  'assay/duplicate-relation': 'Each relation must have its own id, and no two relations may say the same.',
  'assay/too-many': 'A dataset must not have more figures and relations than Assay can test in a reasonable time.',
  'assay/unowned-constant': 'A constant must have an owner who is responsible for it.',
  'assay/unowned-band': 'A relation based on an observed band or a constant must have an owner and a reason.',
  'assay/unused-constant': 'Every constant must be used in a relation.',
  'assay/never-evaluated':
    'Every relation, and every difference between shares, must be testable with the figures at least once.',
  'assay/negative-base': 'A growth rate or a ratio must not be stated from a negative base.',
  'assay/always-contradicted': 'A relation must be possible for some figures.',
  'assay/contradiction': 'No hard relation may be contradicted, and no two soft relations about the same figure.',
  'assay/beyond-limits':
    'If an indicator cannot be negative, its growth must not be below -100%, and a share must be within 0 to 100%.',
  'assay/proposed': 'A rule found by a search must hold until a person accepts or rejects it.',
  'assay/soft-contradiction': 'A soft relation should not be contradicted.',
  'assay/beyond-revision':
    'A release must agree with itself and with earlier releases by its publisher, apart from likely revisions.',
  'assay/false-claim': 'A claim in a release about its figures compared with an earlier release must be true.',
  'assay/texts-differ': 'All texts of a release must state the same figure.',
  'assay/idle-exception': 'An exception must be for a relation that is in fact contradicted.',
  'assay/uncalled-correction': 'A correction must be justified by a contradicted relation or a cited statement.',
  'assay/undecided-correction': 'A correction based on arithmetic alone must be the only possible repair.',
  'assay/correction-contradicts': 'A correction must not contradict a relation that the published figure satisfies.',

  // briefs and templates
  'brief/none': 'The root folder must contain at least one brief.',
  'brief/unknown': 'A brief named in a command must exist.',
  'brief/unread-file': 'A template, chart or YAML file in a brief must have a name that Assay recognises.',
  'brief/no-members':
    'If a brief is printed for each member of a dimension, its release must have figures for at least one of them.',
  'edition/unknown': 'An edition named in a command must be listed in its brief.',
  'edition/overdue': 'An edition that was expected by today must be in brief.yaml.',
  'edition/exists': 'A new edition, its release and its file must not exist yet.',
  'edition/bad-name': 'The id of a new edition or release must be a valid file name.',
  'edition/no-period': 'The period of a new release must be given, or must follow from the period of the old one.',
  'edition/several': 'A new edition must be about one release in one dataset.',

  // new names
  'rename/unknown': 'The old name must belong to an indicator, source, release, member or exhibit in the project.',
  'rename/ambiguous': 'The old name must refer to one thing only, and so must every text that contains it.',
  'rename/bad-name': 'A new name must be valid for its kind.',
  'rename/taken': 'A new name must not belong to anything else.',
  'rename/changes-print': 'Renaming must not change anything that is tested or printed.',
  'brief/missing-template': 'A brief must have the template and partials named in brief.yaml.',
  'style/contrast': 'Everything that people read must have the contrast with its background that WCAG 2.2 requires.',
  'style/colours-alike': 'Colours that distinguish things must look different, also to colour-blind readers.',
  'style/font':
    'A font must be a static TrueType font that may be embedded, must have all the faces in use, and must draw each character correctly.',
  'style/refused': 'A brief must not have a style sheet: style.yaml and attributes set how it looks.',
  'style/logo': 'A logo must be a still picture that runs and loads nothing, and must not be wider than the page.',
  'template/syntax': 'A template must be well-formed Handlebars.',
  'template/unknown-helper': 'A helper that a template calls must exist.',
  'template/unknown-partial': 'A partial that a template includes must exist.',
  'template/partial-cycle': 'A partial must not include itself, directly or through other partials.',
  'template/raw-output': 'Nothing may be printed unescaped with three braces.',
  'template/blank': 'A value that is printed or passed to a helper must not be null, undefined or empty.',
  'template/missing-argument': 'A helper or partial must get all the arguments that it needs.',
  'template/bad-argument': 'The arguments of a helper must be of the kind that it accepts.',
  'template/unknown-word':
    'Words in up=, down= and flat= must be words that Assay knows in that sense, or that brief.yaml declares.',
  'template/value-as-text':
    'A value must be compared or printed, and must not be turned into text inside an expression.',
  'template/unknown-address': 'An address in a template must refer to a figure in the edition.',
  'template/too-large': 'A template must stay within the limits for nesting, loops and output.',
  'template/assertion': 'Every assertion in a template must be true for the data.',

  // the document
  'document/private-use': 'Templates and data must not contain private-use characters.',
  'document/loose-number': 'A number in the text must come from the data or be declared.',
  'document/untested-claim':
    'Words that state a rank, record, streak, fraction, multiple, majority or count must be tested.',
  'document/value-neighbour':
    'A figure must not touch a sign, digit, letter, scale or unit, and must not be struck out.',
  'document/token-in-url': 'The address of a link must not contain a value, unless the value is a link.',
  'document/unknown-directive': 'A block directive must have a name that Assay knows.',
  'document/bad-directive': 'A block directive must have the colons and attributes that it needs, and must be closed.',
  'document/block-content': 'A block must contain the parts that its kind requires.',
  'document/bad-table':
    'A table must have a line of dashes below its head, and every row must have a cell for each column.',
  'document/bad-heading': 'A heading must start with number signs and a space.',
  'document/too-deep': 'Lists, quotations and formatting must not be nested too deeply.',
  'document/too-long': 'Tables, paragraphs and words must be short enough to print in a reasonable time.',
  'document/title': 'A document must start with its title, which must be the only first-level heading.',
  'document/empty-list': 'A list of sources or notes must contain at least one entry.',
  'document/empty-section': 'Every heading must have something under it.',
  'document/long-summary': 'The text directly under the title must have at most 160 characters.',
  'document/empty-heading': 'A heading must contain words.',
  'document/nested-heading': 'A heading must be at the top level of the document, not inside a block.',
  'document/link':
    'A link must have words, and must lead to a web or mail address, a part of the document or a file next to it.',
  'document/bad-id':
    'An id must consist of lower-case ASCII words and digits joined by hyphens, and must start with a letter.',
  'document/missing-id': 'Every section and exhibit must have an id written by its author.',
  'document/duplicate-id': 'An id must be used only once.',
  'document/unknown-id': 'A link within the document must point to an existing id.',
  'document/skipped-heading': 'Heading levels must go down one at a time.',
  'document/raw-html': 'Templates must not contain raw HTML.',
  'document/image': 'Pictures must come from charts; other images are not loaded.',
  'document/empty-cell': 'A table cell must not be empty.',
  'document/alert': 'An alert must have a known kind and some text, and must not be inside another block.',
  'document/unit':
    'Heads, labels and captions must not name a different unit from the one in which their figures are printed.',
  'document/label': 'A label or source from the data must go with its own figures.',
  'document/period': 'A text must name the period of its figures, and figures from a different time must be dated.',
  'document/status':
    'If the text calls a figure final, provisional, estimated or a forecast, the data must say so too.',
  'document/citation': 'Every release that the text cites must be in a list of sources.',
  'document/footnote':
    'A footnote must have exactly one text, and its mark must be outside headings, links and other footnotes.',
  'document/definition-list': 'A definition must follow its term.',
  'document/unused-definition': 'An address defined for links must be used, and must be defined only once.',
  'document/unknown-construct': 'Every construct in a document must be one that all outputs can print.',
  'document/leftover-mark': 'Every Markdown mark must format something, or have a backslash before it.',
  'document/missing-glyph': 'Every character must have a glyph in the available fonts.',

  // charts
  'chart/syntax': 'A chart must be well-formed JSON.',
  'chart/unknown': 'A chart that an exhibit shows must exist.',
  'chart/invalid': 'A chart must be a Vega-Lite specification that compiles.',
  'chart/forbidden': 'A chart must not load anything, and must not depend on the clock, on chance or on a time zone.',
  'chart/unknown-data': 'A chart must get its data by address.',
  'chart/unknown-indicator': 'An address in a chart must name an indicator in the dataset.',
  'chart/too-large':
    'A chart must stay within the limits for rows, ticks and marks, and for the time and memory needed to draw it.',
  'chart/no-rows': 'A chart must have rows to show.',
  'chart/empty': 'A chart must draw something.',
  'chart/label-overlap': 'Labels in a chart must not overlap.',
  'chart/baseline': 'Bars and areas must start at zero.',
  'chart/untrue': 'A chart must show its figures as they are.',
  'chart/scale': 'All amounts in a chart must share one scale, which must be linear and not reversed.',
  'chart/contrast': 'Labels in a chart must stand out from their background.',
  'chart/narrow': 'A chart must be readable on a phone.',
  'chart/line': 'A line that draws a chart must have the keys that its kind requires.',
  'chart/kind': 'The kind of a chart must fit its figures.',
  'chart/differs': 'An exhibit must be drawn by the same line in every language.',
  'chart/span': 'The marks of a chart must fill most of its width.',
  'chart/unused': 'Every chart in the folder must be shown in the brief.',
  'chart/same-name': 'The names of pictures in a brief must differ in more than their capitals.',

  // output
  'output/blank-page': 'A printed page must not be blank.',
  'output/empty-page':
    'Every page before the end of its part must be filled to the bottom, and no page may have only a few lines.',
  'output/page-number': 'Page numbers in a contents list must not move headings to other pages.',
  'output/illegible': 'All words and figures must be legible, on paper and on screens.',
  'output/too-wide': 'A table must not be wider than the page.',
  'output/small-type': 'A chart must not be reduced so much that its letters are hard to read.',
  'output/too-long': 'A document must not have more pages than Assay can print in a reasonable time.',
  'output/readback-missing': 'Every output must print all the numbers of the document, in the same order.',
  'output/readback-extra': 'An output must not print a number that is not in the document.',
  'output/readback-changed': 'Every output must print each figure with its digits, sign, unit and flags.',
  'output/readback-text': 'Every output must print all the words of the document, in the same order, and no others.',
  'output/readback-rows': 'Every output must have all the tables of the document, with all their rows.',
  'output/readback-words':
    "Every output must have all the document's pictures, with their labels and alternative text.",
  'output/readback-page':
    'The contents list, the outline and the links in a PDF must lead to the pages on which sections begin.',

  // regions of pages that people write
  'embed/unclosed': 'Each region must have an opening and a closing marker.',
  'embed/nested': 'A region must not be inside another region.',
  'embed/foreign-marker': 'Markers must have a form that the wiki or host of the page hides.',
  'embed/bad-attribute': 'A marker must have all the attributes that it needs, each only once, and no others.',
  'embed/no-page': 'A name or pattern for pages must match at least one page.',
  'embed/unknown-flavour': 'Assay must know which wiki or host shows a page.',
  'embed/stale': 'A region must contain what the data and templates give now.',
  'embed/edited': 'The content of a region must not be edited by hand.',
  'embed/unreadable': 'After a region has been filled, Assay must be able to find it again.',
  'embed/page-changed': 'A page must not be changed while Assay is filling it.',
  'embed/unwritable': 'A page must be a file that Assay is allowed to write.',
  'embed/bad-place': 'A region must be on lines of its own, unless it is within a line and contains a single figure.',

  // importing
  'import/no-mapping': 'A file must have a mapping that says what its rows and columns mean.',
  'import/unreadable': 'A workbook must be a complete XLSX file without a password, and must not be too large to read.',
  'import/query':
    'A query in a mapping must be a single SELECT over files in the root folder, and its columns must keep their digits.',
  'import/unknown-sheet': 'A sheet named in a mapping must exist in the workbook.',
  'import/bad-range': 'A range, row or column must be written as spreadsheets write it, and must not be empty.',
  'import/beyond-range': 'No figure may be directly below or next to the range of a table.',
  'import/hidden': 'The mapping must say whether to import the hidden parts of a spreadsheet.',
  'import/head': 'The head of each column of figures must name a period.',
  'import/period': 'A table must contain figures for the period of its release.',
  'import/row': 'Each row of figures must be mapped to one indicator, or left out in the mapping.',
  'import/merged': 'A figure must be in a single cell, not in merged cells.',
  'import/digits': 'A cell must show the digits that its source prints.',
  'import/figure': 'A cell must contain one figure, or a text that stands for a missing figure.',
  'import/unit': 'The unit shown in a head, a row name or a cell must match the unit in the mapping.',
  'import/mark': 'Every mark next to a figure must be explained in the mapping.',
  'import/correction': 'If a figure has a correction, the table must still print that figure as it was before.',
  'import/renamed': 'If a release is imported again, it must keep its id, or its old table must be removed.',
  'import/other-table': 'An import may only overwrite files that an import wrote.',
  // exporting
  'export/other-file': 'An export may only overwrite files that an export wrote.',

  // builds in shards
  'shard/none': 'A folder that you merge must contain the record of a shard.',
  'shard/damaged': 'The record of a shard, and the outputs listed in it, must be exactly as the build wrote them.',
  'shard/different':
    'All shards must come from the same program, the same data and templates, and the same number of shards.',
  'shard/missing': 'All shards of a build must be merged.',
  'shard/double': 'Each shard must be merged only once.',

  // comparing
  'diff/unknown-state': 'You can only compare revisions in Git, root folders and editions.',
  'diff/ambiguous-state': 'A name in a comparison must refer to one thing only.',

  // starting a project
  'start/exists': 'A new project must not overwrite existing data or an existing brief with the same name.',
  'start/unknown-language': 'A project must start in a language for which Assay has words.',
  'start/no-table': 'A table to start from must have row names, periods and figures.',

  // publishing
  'publish/none': 'assay.yaml must name at least one target.',
  'publish/unknown-target': 'A target named in a command must be in assay.yaml.',
  'publish/bad-target': 'A target must name one host, with all the keys that this host needs.',
  'publish/no-owner': 'Assay only deletes published pages that carry the owner named in assay.yaml.',
  'publish/not-built': 'Only a build of the current data and templates can be published.',
  'publish/same-name': 'Every page of a target, and every file on it, must have its own location.',
} as const;

export type RuleId = keyof typeof RULES;

/** Where the page of a rule is, from the folder of the program. */
export function pagePath(rule: RuleId): string {
  return `docs/rules/${rule}.md`;
}
