const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/**
 * Written with a capital, and no surnames: what follows a first name in the name of a street, a house, a charity, a day, or at
 * the head of a line.
 */
export const noSurnames = setOf(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
    'street road lane avenue close drive crescent terrace square gardens hill green bridge house court lodge hall park centre center hospital clinic surgery ward unit hostel prison ' +
    'station church chapel cathedral school college university library museum stadium arena theatre hotel inn pub arms building buildings tower estate village town city county island manor ' +
    'trust foundation charity society association institute institution project programme service services team group council police probation housing health nhs hmp dwp gp pip esa uc hb ' +
    'day days week night morning afternoon evening award awards prize act bill law report review inquiry fund appeal cup league united rovers wanderers football rugby cricket fc afc ltd limited plc inc ' +
    'ambulance legion army navy bank line lines way place mill works market shop cafe kitchen bible christmas easter support worker officer manager nurse panel forum network ' +
    'the a an and or but if we he she they it you is was are were has had have do does did will would can could should might must said says told asked please thanks thank yes no not ' +
    'hello hi dear what when where who why how this that these those there here then also from with for to of on in at by as so tomorrow today yesterday again about before after',
);

/** What is named after people who are known for it: "the Oliver McGowan training". */
export const thingsNamedAfter = setOf(
  'training review report inquiry enquiry award awards prize memorial statue museum foundation trust building centre theatre lecture exhibition law rule act scale test syndrome biography novel film song album play',
);

/** People, animals and shops that everybody knows: their names say of nobody here who they are. Short on purpose. */
export const manyKnow: ReadonlySet<string> = new Set(
  (
    'jane austen,jack russell,charles dickens,oliver twist,harry potter,robin hood,peter pan,james bond,sherlock holmes,william shakespeare,george orwell,' +
    'charlotte bronte,emily bronte,thomas hardy,arnold bennett,josiah wedgwood,clarice cliff,stanley matthews,gordon banks,robbie williams,charles darwin,' +
    'isaac newton,albert einstein,florence nightingale,elizabeth fry,mary seacole,nelson mandela,martin luther,karl marx,winston churchill,margaret thatcher,' +
    'john major,tony blair,gordon brown,david cameron,theresa may,boris johnson,liz truss,rishi sunak,keir starmer,angela rayner,nigel farage,jeremy corbyn,' +
    'donald trump,joe biden,barack obama,king charles,ken loach,daniel blake,maya angelou,carl rogers,gabor mate,john bird,david bowie,elton john,bob marley,' +
    'bob dylan,elvis presley,michael jackson,john lennon,paul mccartney,george michael,amy winehouse,ed sheeran,taylor swift,david beckham,harry kane,' +
    'marcus rashford,david attenborough,stephen fry,stephen king,john lewis,thomas cook,paddy power,jack daniels,johnnie walker,william hill,fred perry,' +
    'jimmy savile,stephen lawrence,george floyd,sarah everard,anne frank,helen keller,rosa parks'
  ).split(','),
);
