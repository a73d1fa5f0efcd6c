import { firstWords, secondWords } from './alias-words';

/** What no name may say of anybody, or be taken for: people are called by some of these, and none is for us to give. */
const unwanted = `
  black white brown dark pale pink old young little big large fat thin slim short tall wild mad crazy silly daft dim dull slow lazy
  poor rich broke broken lost lonely sad angry cross bitter sour cold dirty filthy sick ill weak lame blind deaf dumb mute bent queer
  gay straight fairy queen pansy fruit ape monkey pig hog rat mouse snake cow bull ass donkey goose turkey weasel ferret leech toad
  slug worm sloth vulture magpie cuckoo bear cub otter beaver fox vixen bitch dog hound cat pussy kitten cock cockerel hen chick bird
  tit booby shag wolf lamb sheep goat kid shrew crab louse tick flea roach spider bat bug dodo coot gull pigeon stray tramp rough
  street homeless needle weed grass hemp pot joint crack ice snow speed coke prison cell bar lock chain rod cane stick knife gun
  holy saint sinner devil angel christian muslim jew hindu gypsy savage native foreign alien english irish scottish welsh
  bottle wine beer drunk sober clean junk high cheap nasty naughty grim ghost grave coffin death dead
`
  .trim()
  .split(/\s+/);

/** What people are called: a name of an alias must not be taken for somebody. */
const givenNames = `
  amber april august autumn basil bay blossom brook bryony cedar cherry clay clement cliff clover coral
  daffodil dahlia daisy dale dawn dean elder fern fleur flint forrest garnet ginger glen hazel heath
  heather holly iris ivy jade jasmine jasper jonquil june juniper lark laurel lavender lilac lily linden
  magnolia marigold marina martin may merlin myrtle olive opal pearl peony peregrine petal petunia poppy primrose
  reed river robin rosemary rowan ruby saffron sage sandy scarlet skye summer summit tansy teal topaz
  tulip velvet verbena viola violet willow woody wren zinnia
`
  .trim()
  .split(/\s+/);

test('names are made of a few hundred words each, one of each kind, none twice', () => {
  for (const words of [firstWords, secondWords]) {
    expect(words.length).toBeGreaterThanOrEqual(200);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[A-Z][a-z]{2,13}$/);
  }
});

test('no word of a name is one that people are called by, or that says something of a person', () => {
  const lower = [...firstWords, ...secondWords].map((word) => word.toLowerCase());
  expect(lower.filter((word) => unwanted.includes(word) || givenNames.includes(word))).toEqual([]);
});
