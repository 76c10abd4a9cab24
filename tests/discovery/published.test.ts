import { expect, it } from 'vitest';
import { discover } from '../../src/discovery/discovery.ts';
import { inWords, tableOf } from './table.ts';

// Tables 6.1 and 6.6 of a study of retailing in the European Union (document eu-004 of the table competition of ICDAR 2013), with the
// figures as they were printed. Nothing marks what is wrong in them.

it('the shares of Spain, 34 + 25 + 31, are not 100 where those of 13 other countries are', () => {
  const table = tableOf(`
                     | hypermarkets, 1996 | change since 1980 | supermarkets, 1996 | change since 1990 | others, 1996
  Austria            | 12 | 3  | 52 | 11 | 36
  Belgium/Luxembourg | 16 |    | 70 | 5  | 14
  Denmark            | 17 |    | 59 | 8  | 24
  Finland            | 22 |    | 51 | -1 | 27
  France             | 51 | 16 | 44 |    | 5
  Germany            | 24 | 8  | 52 | 7  | 24
  Greece             | 5  | 5  | 51 |    | 44
  Ireland            | 12 |    | 41 |    | 47
  Italy              | 13 | 13 | 39 |    | 48
  Netherlands        | 5  | 3  | 82 | 7  | 13
  Portugal           | 42 | 42 | 28 | 10 | 30
  Spain              | 34 | 22 | 25 | 5  | 31
  Sweden             | 13 |    | 64 | 4  | 23
  UK                 | 45 | 29 | 42 | 2  | 13
`);
  expect(inWords(table, discover(table).sums)).toEqual([
    'certain: 100 = hypermarkets, 1996 + supermarkets, 1996 + others, 1996 (13 of 14) not Spain',
  ]);
});

it('the total of retail outlets, 3,236.5 for 2,849.4, is a question: two other columns add up', () => {
  const table = tableOf(`
              | per capita GNP | population | retail outlets | inhabitants per outlet | sales | sales per outlet
  Germany     | 27.5 | 81.9  | 415.3  | 196 | 373  | 898
  France      | 25.0 | 58.1  | 343.4  | 169 | 292  | 850
  UK          | 18.7 | 58.6  | 289.9  | 202 | 233  | 803
  Italy       | 19.0 | 57.3  | 627.2  | 91  | 311  | 496
  Spain       | 13.6 | 39.3  | 440.2  | 89  | 89   | 202
  Netherlands | 24.0 | 15.4  | 123.3  | 125 | 61   | 494
  Belgium/Lux | 25.7 | 10.6  | 110    | 92  | 33   | 300
  Greece      | 8.2  | 10.4  | 170.7  | 61  | 25   | 147
  Portugal    | 9.7  | 9.9   | 130.4  | 76  | 26   | 200
  Sweden      | 23.8 | 8.8   | 52.8   | 167 | 29   | 547
  Austria     | 26.9 | 8.1   | 37.7   | 214 | 31   | 822
  Denmark     | 29.9 | 5.2   | 40.9   | 128 | 28   | 684
  Finland     | 20.6 | 5.1   | 31.7   | 162 | 22   | 694
  Ireland     | 14.7 | 3.6   | 35.9   | 101 | 12   | 334
  EU15 Total  |      | 372.3 | 3236.5 | 115 | 1565 | 549
`);
  const [found, ...others] = inWords(table, discover(table).sums);
  expect(found).toMatch(/^likely: EU15 Total = Germany .* Ireland \(2 of 3\) not retail outlets$/);
  expect(others).toEqual([]);
});
