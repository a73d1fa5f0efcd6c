import fc from 'fast-check';
import { tellable, toldByGroup, toldTable } from './small-numbers';

const counts = fc.dictionary(fc.stringMatching(/^[a-f]$/), fc.nat(12), { minKeys: 1, maxKeys: 6 });
const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.nat(9), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );

describe('numbers about people', () => {
  it('are told from five on, and where there is nobody', () => {
    expect([0, 1, 4, 5, 17].map(tellable)).toEqual([0, null, null, 5, 17]);
  });

  it('are told as they are, or not at all', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { groups, total } = toldByGroup(given);
        for (const [group, count] of Object.entries(given)) expect([tellable(count)]).toContain(groups[group]);
        const sum = Object.values(given).reduce((left, right) => left + right, 0);
        expect([null, sum]).toContain(total);
      }),
    );
  });

  it('cannot be worked out from a sum and the others', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const { groups, total } = toldByGroup(given);
        const hidden = Object.keys(given).filter((group) => groups[group] === null);
        // Whoever reads it could have been told the same of any other small number in its place.
        for (const group of hidden)
          for (const other of [1, 2, 3, 4])
            expect(toldByGroup({ ...given, [group]: other })).toEqual({ groups, total });
      }),
    );
  });

  it('nor from the sums of a table', () => {
    fc.assert(
      fc.property(table, (given) => {
        const told = toldTable(given);
        for (const [row, cells] of told.rows.entries())
          for (const [column, cell] of cells.entries()) {
            if (cell !== null) continue;
            for (const other of [1, 2, 3, 4]) {
              const changed = given.map((line, index) =>
                index === row ? line.map((count, place) => (place === column ? other : count)) : line,
              );
              expect(toldTable(changed)).toEqual(told);
            }
          }
      }),
    );
  });

  it('tell their sum where nothing is missing', () => {
    expect(toldByGroup({ a: 5, b: 0, c: 12 })).toEqual({ groups: { a: 5, b: 0, c: 12 }, total: 17 });
    expect(
      toldTable([
        [5, 6],
        [0, 2],
      ]),
    ).toEqual({
      rows: [
        [5, 6],
        [0, null],
      ],
      rowTotals: [11, null],
      columnTotals: [5, null],
      total: null,
    });
  });
});
