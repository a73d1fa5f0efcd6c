import { differences } from './differences';

test('shows what each text took out and put in, word by word', () => {
  expect(differences(['the bed was gone', 'the bed was ready'])).toEqual([
    [{ kind: 'same', text: 'the bed was gone' }],
    [
      { kind: 'same', text: 'the bed was ' },
      { kind: 'removed', text: 'gone' },
      { kind: 'added', text: 'ready' },
    ],
  ]);
});

test('where there is no time left, a text is shown as a whole', () => {
  expect(differences(['one two', 'one three', 'one four'], 0)).toEqual([
    [{ kind: 'same', text: 'one two' }],
    [
      { kind: 'removed', text: 'one two' },
      { kind: 'added', text: 'one three' },
    ],
    [
      { kind: 'removed', text: 'one three' },
      { kind: 'added', text: 'one four' },
    ],
  ]);
});
