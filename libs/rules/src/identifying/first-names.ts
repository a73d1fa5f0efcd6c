/** First names of people who live in Britain, without accents. Some thirteen hundred, and no more: they travel to browsers. */
export const firstNames: ReadonlySet<string> = new Set(
  (
    'aaliyah aaron abbie abby abdi abdul abdullah abdulrahman abel abena abigail adaeze adam adaobi adebayo adele adil ' +
    'adnan adrian adwoa afua agata agnes agnesa agnieszka ahmad ahmed ahmet aidan aiden aiko aileen aisha aishah akosua ' +
    'alan alana alasdair alastair albert aled aleksandra alex alexander alexandra alexandru alfie alfonso alfred ali alice ' +
    'alicia alina alison alistair allan allison alun amadou amal amanda amara amber ameera amelia amina aminata amir amit ' +
    'amy ana anais anastasia anders andrea andreea andrei andrew andrzej angela angus anil anita anjum ankit ann anna ' +
    'annabel anne anneke annette annie anthea anthony anton antonia antonio antony anwar aoife april archie aretha arif ' +
    'arjun arnold arron arthur arwen ashley ashok ashraf asif asma astrid audrey aurora austin ava ayaan ayesha ayo aziz ' +
    'azra babak baljit balwinder barbara barry bartosz bashir basil bassam beata beatrice becky belinda ben benjamin ' +
    'bernadette bernard bernice beryl beth bethan bethany betty bev beverley beverly bhavna bilal bill billie billy ' +
    'blessing bob bobby bogdan bojan bola boris bozena bradley brandon branwen brenda brendan brett brian bridget brigid ' +
    'brogan bronwen bruce bryan bryn bryony caitlin callum calum cameron cara carl carla carmel carmen carol carole ' +
    'caroline carolyn caron carrie carys catalin catherine cathy catriona cecilia ceri chandra chantal chantelle charanjit ' +
    'charlene charles charlie charlotte chelsea cheryl cheryle chetan chiara chidi chinedu chloe chris christian christina ' +
    'christine christopher chuka ciara ciaran claire clare claudette claudia clifford clint clive cody colette colin ' +
    'colleen comfort connie connor conor constance corey courtney craig cristian cristina crystal curtis cynthia dafydd ' +
    'daisy dale damian damien dan danica daniel daniela danielle danny danuta daphne darius darren darryl daryl dave david ' +
    'davina dawid dawn dean debbie deborah deborra declan deepa deirdre dejan delia delroy demi denise dennis denzil derek ' +
    'dermot desiree desmond devan devon diana diane dilip dilys dimitri dina dinesh dipak dominic dominik donald donna ' +
    'donovan dora doreen doris dorota dorothy dougie douglas dragan duncan dwain dwayne dyfed dylan eamon ebony eddie eddy ' +
    'edith edna edward edwin efosa efua eileen eilidh eirlys elaine eleanor elena eleri eli elias elijah elisabeth elise ' +
    'elizabeta elizabeth ella ellen ellena ellie elliot elliott ellis elsie elwyn elzbieta emeka emily emlyn emma emmanuel ' +
    'emyr enid enrico eric erica erin ernest esme esmee esra estelle esther ethan ethel euan eugene eunice eustace eva ' +
    'evan eve evelyn everton evie ewa ewan ezra fabian fadumo faisal faith farah farhan farid farida farzana fatema fatima ' +
    'fatou faye felicity felix femi fergus ferhat ffion filip fiona fionnuala florence florian florin fola folake fran ' +
    'frances francesca francis frank frankie fraser fred freda freddie freddy frederick freya funmi gabriel gabriela gail ' +
    'gareth garry gary gavan gavin gaynor gaz gemma geoff geoffrey george georgia georgina gerald geraldine gerard gethin ' +
    'ghislaine ghulam giles gillian gina gino giorgio giovanni giuseppe gladys glen glenda glenn gloria glyn glynis goran ' +
    'gordon grace graeme graham grant greg gregory greta grzegorz guillaume gulam gulshan gurdeep gurpreet gwen gwenda ' +
    'gwilym gwyneth habib hadi hadiya hafsa haider hal halima hamza hana hanif hannah harinder haris harjit harold ' +
    'harpreet harriet harrison harry harvey hasan hassan hassana hawa hayden haydn hayley hazel heather heba heidi helen ' +
    'helena henry herbert hilary hilda holly hope howard hugh hugo humphrey husna hussain hussein hussien huw iain ian ' +
    'ibrahim ida idowu idris ieuan ifeanyi ifeoma ikechukwu ikram ilona imani imogen imran ina ines inga ingrid ioana iolo ' +
    'iqbal ira irene irfan irina iris isaac isabel isabella isabelle isaiah isha isla ismail isobel issa ivan ivor ivy ' +
    'iwan iwona iza izabela jack jackie jackson jacob jacqueline jade jaden jagdeep jagjit jaime jake jakub jalal jamal ' +
    'james jamie jamila jan jana jane janet janice janine jared jasmin jasmine jason jasper jaspreet jasvinder javed ' +
    'javier jay jayden jayne jaz jean jeanette jeff jeffrey jemma jenna jenni jennie jennifer jenny jeremiah jeremy ' +
    'jermaine jerome jess jesse jessica jez jill jim jimmy jitendra jo joachim joan joanie joanna joanne jock joe joel ' +
    'john johnny jolanta jon jonah jonathan jools jordan jorge jose joseph josephine josh joshua josie jovan joy joyce ' +
    'juan juanita jude judith judy julia julian julie juliet julius junaid june justin justyna kacper kadeem kadija kai ' +
    'kamal kamala kamila kamran kane kapil karen karim karin karl karolina kasia katarzyna kate katerina katherine ' +
    'kathleen kathryn kathy katie katrina katya kavita kay kayleigh kaz keeley keira keiran keith kelechi kelly kelvin ken ' +
    'kenneth kenny keri kerri kerry kev kevin khadija khaled khalid khalida kian kidane kieran kieron kim kimberley ' +
    'kimberly kiran kirk kirsten kirsty klaudia kobi kofi konrad kourtney krishna kristian kristina kristine krystyna ' +
    'krzysztof kuldeep kulwinder kwabena kwaku kwame kwasi kyle kylie lacey laila lakshmi lamar lana lance lara laraine ' +
    'latifa latisha latoya laura lauren laurence lawrence layla leah leanna leanne lee leila len lena lenny leo leon ' +
    'leonard leroy lesley leslie leszek lewis lewys liam liban lila lilian lillian lily lina linda lindsay lindsey lisa ' +
    'lisbeth liz llinos lloyd lluis logan lois lola lorenzo lorna lorraine lorri lottie louis louisa louise luanne luca ' +
    'lucas lucia lucian lucille lucy ludmila luis luka lukasz luke luna lydia lyn lynda lynn lynne lynnette lynsey lynton ' +
    'maadhav mabel maciej maddie madeleine madison magda magdalena maggie magnus maha mahmood mahmoud maira maisie malachi ' +
    'malak malcolm maleeha malgorzata malik manal mandeep mandy manjit manoj mansoor manuel marc marcel marcia marcin ' +
    'marco marcus marek margaret marge margo mari maria mariam marian marianna marianne marie marika marilyn marina mario ' +
    'mariola marion mariusz marjorie marjory mark marlene marlon marta martha martin martina martyn marvin mary maryam ' +
    'maryanne masood mateo mateusz mathew matilda matt matteo matthew maureen maurice mavis max maxine may maya meera ' +
    'megan mehdi mehmet mehwish meirion mel melanie melissa melvin menna mercy merfyn merlin meryl mia micah michael ' +
    'michaela michal michelle mick miguel mihai mikael mike mikolaj mila milan mildred milena miles millie milo mina ' +
    'miriam mitch mitchell mo mohamed mohammad mohammed mohan mohanad mohsin moira molly mona monica monika morag moreen ' +
    'morgan morwenna moses mouhamed mubarak muhammad muna munir muriel musa mustaf mustafa myfanwy myra myrtle nabil ' +
    'nabila nadeem nadia nadine naeem naheed naila nana nandini naomi narinder nasir nasreen natalia natalie natasha ' +
    'nathalie nathan nathaniel naveed nazia neha neil nell nelson nerys neville ngaire ngozi niall niamh nicholas nick ' +
    'nicky nicola nicolas nicole nigel nikhil nikita nikki nikola nila nils nina nisha noah noel nora norah noreen norma ' +
    'norman nosheen nour nuala nuno nyasha obinna odette odhran oisin oksana oleg oleksandr olena olga olive oliver olivia ' +
    'oliwia olu oluwaseun olwen omar omari onyeka orla osagie oscar osman owen ozan padraig paige pamela parminder parveen ' +
    'pascal pat patience patricia patrick patryk patsy paul paula pauline pawel pearl pedro peggy penelope penny percy ' +
    'perry pete peter petra petros petru phil philip philippa phillip phillipa phoebe phyl phyllis pia piers piotr polly ' +
    'poppy pradeep prakash precious preeti prem priscilla priya priyanka prudence przemyslaw quentin rachael rachel radek ' +
    'radoslaw rafal rafiq raheem rahim rahul raj rajesh rajinder ralph ramesh rana randolph ranjeet ranjit raquel rasa ' +
    'rasheed rashid raul ravi ray raymond rebecca reece reg reggie reginald rehan rehana renee reuben rhian rhiannon rhoda ' +
    'rhona rhydian rhys riaz ricardo richard rick ricky riley rina rita rizwan rob robbie robert roberta roberto robin ' +
    'robina robyn rochelle rod roderick rodney roger rohan roisin roland roman romeo ron ronald ronnie rory rosa rosalind ' +
    'rosalyn rosanna rose roseanne rosemary rosheen rosie ross rowan roxanne roy roz ruben rubina ruby rufus rukhsana ' +
    'rupert russell ruta ruth ryan ryszard saad sabah sabina sabir sabrina sadia sadie saeed safa saffron safiya sahra ' +
    'saima sajid sajida sal saleem saleh salim sally salma salman salvatore sam samantha samina samir samira samuel ' +
    'sandeep sandra sandro sandy sangeeta sanjay sanjeev saqib sara sarah sasha satnam saul savannah scarlett scott sean ' +
    'sebastian selina selma senait serena sergei serhii seth shabana shabnam shafiq shaheen shahid shahida shakil shakira ' +
    'shamim shanaz shane shanelle shani shanice shannon sharif sharon shaun shauna shawn shaz shazia sheila shelagh ' +
    'shelley shelly sherry shirin shirley shona shreya sian siddique sidney sidra sienna sigrid simon simone simran sinead ' +
    'siobhain siobhan sion sioned sita skye slavica slawomir sofia sofian solomon sonia sonny sonya sophia sophie soraya ' +
    'spencer stacey stacy stan stanislaw stanley stefan stefania steffan stella steph stephan stephanie stephen steve ' +
    'steven stewart stuart sue sukhdeep sukhwinder suleiman sultana summer sunil sunita suresh surinder susan susanna ' +
    'susannah sushila suzanne suzie svetlana svitlana sybil sybille syed sylvia szymon tabitha tadeusz tahir taiwo talia ' +
    'talib tamara tamika tamsin tania tanya tara taras tarek tariq tariro tarun tasha tasneem tatiana taylor tayyab ted ' +
    'tegan tekle temitope tendai terence teresa terry tess tessa thandi thea thelma theo theodora theodore theresa ' +
    'theresia thomas tia tiffany tigist tilly tim timothy tina tobias toby todd tom tomas tomasz tommy tomos toni tony ' +
    'toyin tracey tracy travis tremaine trevor tricia trish tristan troy trudy tudor tunde tyler tyrone uche uchenna ' +
    'ulrike umar una ursula usha usman valentina valeria valerie vanessa varun vasile vaughan vera verity verna veronica ' +
    'vesna vicky victor victoria vijay vikram viktor vincent vinod viola violet violeta viorel viv vivian vivien vivienne ' +
    'volodymyr wahid wahida walter wanda warren waseem wayne wendy wesley wiktor wilf wilfred will willem william wilma ' +
    'winifred winnie winston wioletta wojciech wyn xander xavier yaqub yasin yasmin yasmine yaw yetunde yolanda yosef ' +
    'younis yousef youssef yuki yuliia yuri yusuf yvette yvon yvonne zac zach zachary zahid zahir zahra zainab zak ' +
    'zakariya zara zareen zbigniew zdzislaw zeb zeenat zeinab zelda zena zhanna zlatan zoe zofia zohra zsofia zubair ' +
    'zulfiqar zuzanna'
  ).split(' '),
);
