/**
 * The words that names of aliases are made of. Each goes with each, and none says anything of a person: no body, age, faith, colour of
 * skin, mood, mind or worth, and no creature that people are called by. A test holds them against a list of what is not wanted.
 */
const split = (text: string): readonly string[] => text.trim().split(/\s+/);

export const firstWords = split(`
  Ample Apple Arched Ashen Azure Barley Basalt Beaded Bell Berry Birch Blue Bluebell Braided Bramble Bronze Brushed
  Burnished Calm Candle Canvas Carved Chalk Charcoal Chestnut Chime Cinder Cinnamon Clear Coastal Cobalt Copper Corn
  Cotton Country Cove Cress Crescent Crimson Crystal Curved Damson Dappled December Delft Denim Distant Downy Drifting
  Dune Eastern Emerald Evening Fabled Fallow Far February Felt Fennel Field Flax Floating Forest Fresh Frosted Garden
  Gentle Gilded Glade Glass Gleaming Glowing Golden Gorse Grain Granite Grassy Green Harbour Harvest Hedgerow Highland
  Hillside Hushed Indigo Inland Island January July Kindled Kiln Lacquered Lakeside Lantern Larch Latticed Leafy Lemon
  Light Lime Linen Lowland Lunar Lustre Mallow Maple March Marble Marine Market Maroon Mauve Meadow Mellow Midday
  Midsummer Midwinter Mild Milk Mint Misty Moonlit Moorland Morning Mossy Mountain Mulberry Nearby Nettle Northern
  November Nutmeg Oaken Oat Ocean Ochre October Orange Orchard Painted Paisley Paper Parsley Pastel Patterned Peach
  Pebble Pepper Pewter Pine Plum Polished Pond Poplar Porcelain Prairie Purple Quartz Quiet Quilted Rainy Rambling
  Ribbon Ridge Ripple Riverside Roaming Rolling Rustic Rustling Rye Sailing Salt Sandstone Sapphire Satin Seaside
  September Shale Shell Shining Silken Silver Sky Slate Snowy Soft Sorrel Southern Spangled Spice Spring Spruce Starlit
  Still Stone Strand Stream Striped Sunlit Sunny Tangerine Tartan Tidal Timber Tranquil Turquoise Twilight Umber Upland
  Valley Vanilla Walnut Wandering Warm Water Wattle Waving Western Wheat Wicker Windswept Winter Wooded Woodland Woollen
  Woven Yarrow Yellow
`);

export const secondWords = split(`
  Acorn Agate Alder Almond Anchor Anemone Arbour Archway Aster Aspen Avocet Badger Balcony Balsam Barge Barn Basin Beach
  Beacon Beech Bench Bittern Blackbird Bluetit Boat Bough Bowl Bracken Brambling Breeze Bridge Bucket Bullfinch Bunting
  Buttercup Butterfly Button Cabin Campion Canal Candle Canoe Canyon Cape Carnation Castle Catkin Celandine Chaffinch
  Chapel Chestnut Chiffchaff Cloud Coast Comet Compass Cornflower Cottage Cove Cowslip Crane Creek Crest Crocus Curlew
  Cyclamen Cypress Damselfly Delta Dipper Dolphin Dormouse Dotterel Dove Dragonfly Dune Dunlin Eider Elm Ember Estuary
  Falcon Feather Ferry Field Fieldfare Finch Firefly Firth Fjord Flax Flute Fountain Foxglove Freesia Fuchsia Gable
  Garden Gannet Gardenia Gate Gentian Geranium Glade Goldcrest Goldfinch Gosling Granary Grasshopper Grebe Greenfinch
  Grove Guillemot Hamlet Harbour Hare Harebell Harvest Hawthorn Hearth Hedge Hedgehog Heron Hibiscus Hill Hillock
  Honeysuckle Hoopoe Hornbeam Hyacinth Hydrangea Inlet Island Jackdaw Jetty Kestrel Kettle Kingfisher Kite Kittiwake
  Knoll Lagoon Lake Lamp Lantern Lapwing Larch Lattice Leaf Ledge Lichen Lighthouse Linnet Lobelia Loch Lotus Lupin
  Mallard Mallow Maple Marten Meadow Mill Mimosa Minnow Moorhen Moss Moth Mountain Narcissus Nasturtium Nest Nightingale
  Nuthatch Oak Oasis Orchard Orchid Oriole Osprey Ouzel Oyster Paddle Parasol Partridge Pasture Path Pavilion Peak Pear
  Pebble Pheasant Phlox Pier Pine Pintail Pipit Plain Plover Pond Poplar Porch Puffin Quail Quarry Quay Quince Rafter
  Raven Redstart Redwing Reef Ridge Ripple Rosehip Rook Sail Sanderling Sandpiper Sapling Seashell Sedge Serin Shoal
  Shore Shoveler Siskin Skylark Snipe Snowdrop Sparrow Spindle Spinney Spoonbill Spring Spruce Squirrel Star Starling
  Stonechat Stork Strand Stream Sundial Sunflower Swallow Swan Swift Sycamore Tamarisk Tanager Tern Terrace Thicket
  Thistle Thrush Thyme Tide Tower Trellis Treecreeper Trout Tundra Turnstone Turret Twite Valley Viaduct Vine Wagtail
  Walnut Warbler Waterfall Waxwing Weaver Wharf Wheatear Whimbrel Whinchat Wigeon Windmill Wisteria Wood Woodlark
  Woodpecker Yarrow Yellowhammer Yew
`);
