/** Plain words that are told apart when read aloud or typed from a card: about nine bits each. */
export const codeWords: readonly string[] = `
  acorn actor almond amber anchor angle ankle apple apron arch arrow artist aspen atlas attic autumn avenue
  badge badger baker bamboo banjo barley barn basil basin basket beach beacon beaver bedrock bench berry birch
  biscuit blanket blossom bonnet border bottle boulder bowl bracelet branch brass bread breeze brick bridge
  bright bronze brook broom brush bubble bucket buckle bugle bumble bundle butter button cabin cactus camel
  candle canoe canvas canyon captain caravan cardigan cargo carpet carrot castle cavern cedar celery cello chalk
  channel chapel charm cheddar cherry chestnut chime chimney cider cinema cinnamon circle citrus clay clever
  cliff clock clover coast cobble cocoa comet compass copper coral cork cottage cotton courtyard cradle crane
  crayon cricket crocus crystal cuckoo cushion cyclist daffodil daisy damson dancer dapple dawn deck delta denim
  desert diary dinghy dolphin domino donkey dragonfly drift drum duckling dune eagle easel echo elbow elder
  eleven ember emerald engine evening fabric falcon farmer feather fennel fern ferry fiddle field fig finch
  firefly flagon flannel flask flint flute fog forest fossil fountain foxglove freckle friend frost fruit galaxy
  gallery garden garlic garnet gate gazelle gentle geyser ginger glacier glade glider glimmer globe glove golden
  goose gorse grain granite grape grass gravel green grove guitar gull hammock hamper handle harbour harp
  harvest hawthorn hazel heather hedge helmet heron hickory hill hobby holly honey horizon hornet island ivory
  ivy jacket jasmine jelly jersey jewel jigsaw jockey journal juniper kayak kernel kestrel kettle kindle
  kingfisher kite kitten kiwi ladder lagoon lake lamb lantern larch lark laurel lavender leaf lemon lentil
  lettuce library lichen lilac lily lime linen lizard llama lobby lobster locket log lotus lunch lupin lyric
  magnet magpie mallet mango maple marble margin marigold market maroon marsh meadow melody melon mermaid meteor
  midday mill mint mirror mitten mole monsoon moon moor morning mosaic moss moth mountain muffin mulberry mural
  museum mustard napkin narrow nectar needle nest nettle nickel noodle north nugget nutmeg oak oasis oat ocean
  olive onion opal orange orbit orchard orchid oregano otter oval oven owl oyster paddle page paint palace palm
  pancake panda pansy paper paprika parade parcel park parrot parsley pasture patch path pavement peach peacock
  peanut pear pearl pebble pecan pelican pencil penguin penny pepper petal piano pickle picnic pigeon pillow
  pine pinecone piper pistachio planet plaster plum pocket poem pollen pond pony poplar poppy porch porridge
  postcard potato potter prairie primrose prism puddle puffin pumpkin puppet purple puzzle quarry quartz quill
  quilt quince rabbit radish raft rainbow raisin raspberry raven reef ribbon riddle river robin rocket rosemary
  rowan ruby saddle saffron sage sailor salmon sandal satchel saucer scarf scooter seal seashell season sesame
  shadow shamrock shell shelter shepherd shoelace shore signal silver singer sketch skipper slate sleigh slipper
  snail snowdrop sofa song sonnet sparrow spiral spring spruce squirrel stable starling station steam stone
  stork story stream summer summit sunbeam sunset swallow sweater swift table tailor tangerine tapestry teapot
  temple tender thistle thread thunder thyme ticket timber toffee tomato topaz torch tortoise tower trail
  trellis trolley trumpet tulip tunnel turnip turtle twig umbrella valley vanilla velvet vessel village vine
  violet violin voyage waffle wagon walnut walrus warbler water wattle wave weaver whale wheat whisper whistle
  wicker willow window winter wisdom wonder wood woollen wren yarn yellow yoghurt zebra zephyr zinnia
`
  .trim()
  .split(/\s+/);
