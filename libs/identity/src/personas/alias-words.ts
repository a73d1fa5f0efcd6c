/**
 * The words that names of aliases are made of. Each goes with each, and none says anything of a person: no body, age, faith, colour of
 * skin, mood, mind or worth, and no creature that people are called by. A test holds them against a list of what is not wanted.
 */
const split = (text: string): readonly string[] => text.trim().split(/\s+/);

export const firstWords = split(`
  Amber Ample Apple April Arched Ashen August Autumn Azure Barley Basalt Beaded Bell Berry Birch Blossom Blue Bluebell Braided
  Bramble Brook Bronze Brushed Burnished Calm Candle Canvas Carved Cedar Chalk Charcoal Cherry Chestnut Chime Cinder
  Cinnamon Clay Clear Clover Coastal Cobalt Copper Coral Corn Cotton Country Cove Cress Crescent Crimson Crystal Curved Damson
  Dappled Dawn December Delft Denim Distant Downy Drifting Dune Eastern Elder Emerald Evening Fabled Fallow Far
  February Felt Fennel Fern Field Flax Flint Floating Forest Fresh Frosted Garden Garnet Gentle Gilded Ginger Glade Glass
  Gleaming Glowing Golden Gorse Grain Granite Grassy Green Harbour Harvest Hazel Heather Hedgerow Highland Hillside Hushed
  Indigo Inland Iris Island Ivy Jade January Jasper Juniper July June Kindled Kiln Lacquered Lakeside Lantern Larch
  Latticed Lavender Leafy Lemon Light Lilac Lime Linen Lowland Lunar Lustre Mallow Maple March Marble Marigold Marine
  Market Maroon Mauve Meadow Mellow Midday Midsummer Midwinter Mild Milk Mint Misty Moonlit Moorland Morning Mossy Mountain
  Mulberry Nearby Nettle Northern November Nutmeg Oaken Oat Ocean Ochre October Olive Opal Orange Orchard Painted Paisley Paper
  Parsley Pastel Patterned Peach Pearl Pebble Pepper Pewter Pine Plum Polished Pond Poplar Poppy Porcelain Prairie Primrose
  Purple Quartz Quiet Quilted Rainy Rambling Reed Ribbon Ridge Ripple River Riverside Robin Roaming Rolling Rosemary Rowan Ruby
  Rustic Rustling Rye Saffron Sage Sailing Salt Sandstone Sandy Sapphire Satin Scarlet Seaside September Shale Shell Shining
  Silken Silver Sky Slate Snowy Soft Sorrel Southern Spangled Spice Spring Spruce Starlit Still Stone Strand Stream Striped
  Summer Sunlit Sunny Tangerine Tartan Teal Tidal Timber Topaz Tranquil Turquoise Twilight Umber Upland Valley Vanilla Velvet
  Violet Walnut Wandering Warm Water Wattle Waving Western Wheat Wicker Willow Windswept Winter Wooded Woodland Woollen Woven
  Yarrow Yellow
`);

export const secondWords = split(`
  Acorn Agate Alder Almond Anchor Anemone Arbour Archway Aster Aspen Avocet Badger Balcony Balsam Barge Barn Basin Bay Beach
  Beacon Beech Bench Bittern Blackbird Bluetit Boat Bough Bowl Bracken Brambling Breeze Bridge Brook Bucket Bullfinch Bunting
  Buttercup Butterfly Button Cabin Campion Canal Candle Canoe Canyon Cape Carnation Castle Catkin Celandine Chaffinch Chapel
  Chestnut Chiffchaff Cliff Cloud Clover Coast Comet Compass Cornflower Cottage Cove Cowslip Crane Creek Crest Crocus Curlew
  Cyclamen Cypress Daffodil Dahlia Daisy Dale Damselfly Delta Dipper Dolphin Dormouse Dotterel Dove Dragonfly Dune Dunlin Eider
  Elder Elm Ember Estuary Falcon Feather Fern Ferry Field Fieldfare Finch Firefly Firth Fjord Flax Flint Flute Fountain Foxglove
  Freesia Fuchsia Gable Garden Gannet Gardenia Gate Gentian Geranium Glade Glen Goldcrest Goldfinch Gosling Granary
  Grasshopper Grebe Greenfinch Grove Guillemot Hamlet Harbour Hare Harebell Harvest Hawthorn Hazel Heath Hearth Heather Hedge
  Hedgehog Heron Hibiscus Hill Hillock Holly Honeysuckle Hoopoe Hornbeam Hyacinth Hydrangea Inlet Iris Island Ivy Jackdaw
  Jasmine Jetty Jonquil Juniper Kestrel Kettle Kingfisher Kite Kittiwake Knoll Lagoon Lake Lamp Lantern Lapwing Larch Lark
  Lattice Laurel Lavender Leaf Ledge Lichen Lighthouse Lilac Lily Linden Linnet Lobelia Loch Lotus Lupin Magnolia Mallard Mallow
  Maple Marigold Marten Martin Meadow Merlin Mill Mimosa Minnow Moorhen Moss Moth Mountain Myrtle Narcissus Nasturtium Nest
  Nightingale Nuthatch Oak Oasis Orchard Orchid Oriole Osprey Ouzel Oyster Paddle Parasol Partridge Pasture Path Pavilion
  Peak Pear Pebble Peony Peregrine Petal Petunia Pheasant Phlox Pier Pine Pintail Pipit Plain Plover Pond Poplar Poppy Porch
  Primrose Puffin Quail Quarry Quay Quince Rafter Raven Redstart Redwing Reed Reef Ridge Ripple River Rosehip Robin Rook Rowan
  Saffron Sail Sanderling Sandpiper Sapling Seashell Sedge Serin Shoal Shore Shoveler Siskin Skylark Snipe Snowdrop Sparrow
  Spindle Spinney Spoonbill Spring Spruce Squirrel Star Starling Stonechat Stork Strand Stream Summit Sundial Sunflower Swallow
  Swan Swift Sycamore Tamarisk Tanager Teal Tern Terrace Thicket Thistle Thrush Thyme Tide Tower Trellis Treecreeper Trout Tulip
  Tundra Turnstone Turret Twite Valley Verbena Viaduct Vine Viola Violet Wagtail Walnut Warbler Waterfall Waxwing Weaver Wharf
  Wheatear Whimbrel Whinchat Wigeon Willow Windmill Wisteria Wood Woodlark Woodpecker Wren Yarrow Yellowhammer Yew Zinnia
`);
