// What crisis.js knows: how people type, the words they use, and what they say when somebody is in danger. Data only.
// In a pattern a space is one space, and a NAME in capitals stands for one of the `parts`. A line is one thought.
const crisisWords = {
  // What a word stands for: `meant = typed typed ...`.
  spellings: `
    you = u ya yu | you are = youre ur | i am = im iam | i have = ive | i would = id | i = ii | he is = hes | she is = shes
    they are = theyre | they have = theyve | they would = theyd | he would = hed | she would = shed | it is = its
    what is = whats wots wats | who is = whos | that is = thats | there is = theres | their = there
    want = wnat wnt watn | wants = wnats wnts | want to = wanna wana wanta wonna | going to = gonna gona gunna gna
    trying to = tryna | could = cud | would = wud | should = shud | with = wiv wit | because = cos cuz coz bcos becos
    please = pls plz plese | cant = cannot carnt cnt couldnt canot | dont = dnt dony donot
    doesnt = dosnt dosent doesent doenst | isnt = aint arent | wasnt = wasent | a lot = alot | any more = anymore anymor
    in front = infront | at all = atall | no more = nomore | said = sed | scared = scarred | been = bin | for = 4 | to = 2 | be = b | are = r
    and = n nd | about = abt bout | someone = somebody sm1 some1 sum1 somone sumone someon sumbody | anyone = anybody any1
    nobody = no1 noone nobdy | everyone = everybody every1 everone
    boyfriend = bf boyf | girlfriend = gf | mum = mam mom mummy mommy mother ma mums | dad = daddy father dads da
    stepdad = stepfather stepdads | stepmum = stepmom stepmother | nan = nana nanny gran granny grandma grandmother
    grandad = grandfather granddad grandpa | uncle = uncles | brother = bro brothers | sister = sis sisters
    daughter = dorter dauter daugter | year old = yo
    myself = meself mysel myslef mself | himself = hisself himslef hisslef hiself himsef | herself = hersel herslef herslf
    themself = theirself thereself | themselves = theirselves themselfs themselfes
    kill myself = kms killmyself | kill yourself = kys | overdose = od oding
    suicide = ctb sewerslide suicidle sucide sucidal suiside suisidal suecide susidal suidice suidical suicied suicides
    kill = unalive kil kll kiil kyll | killed = unalived kild | killing = unaliving killin kilin kiling
    hurt = hert hirt hrt huert hrut | hurting = hurtin hertin herting | harm = hram harme hrm | harming = harmin
    cut = cutt | cutting = cuttin cutin cuting kutting | hit = hitt hitted | hitting = hittin hiting hitin
    beating = beatin | die = dei diee dye | dead = deid ded | dying = dieing dyin | raped = rapped | live = liv
    living = livin | self = slef sef sefl | self harm = selfharm selfharms selfharmed | self harming = selfharming selfharmin`,

  // Words worth knowing though they are misspelt.
  known: `abuse abused abuses abusing abusive afraid alive alone anymore anyone arms assault assaulted attacked attacking attacks beat beaten beating beats
    bedroom better blackmailed blade blades bleach bleeding bleeds boyfriend breakdown breathing bridge brother bruised bruises burning burns cant
    childline choke chokes choking county crisis cuts cutting danger daughter dead death didnt disappear doesnt domestic dont drowning dying
    emergency ending everyone exploitation exploited family forced frightened getting girlfriend gone goodbye grandad groomed hanged hanging harm
    harmed harming hate hates hating head hearing heaven help herself himself hits hitting home hopeless hurt hurting husband ibuprofen
    inappropriately jump kicked kicking kicks kill killed killing killmyself knife life live living locked marriage medication mental missing
    molested myself neck neglect neglected neighbour nobody noose nudes obsessed overdose overdosed paracetamol parents partner pills please
    pointless poisoned psychotic punched punches punching rape razor reason running safe samaritans scared scars scratching self selfharm sexual
    sexually sister slap slapped slapping smacked smacking someone something stabbed stabbing stabs stepdad stepmum strangle strangled strangles
    strangling stupid suicidal suicide swallowed tablets talking talks terrified themself themselves things threaten threatened threatening
    threatens threats touched touches touching towards trafficked trying unalive unconscious unsafe violence violent voices want wanted wanting
    wants wasnt wished wishes without worthless wrist wrists yourself`,

  // Words that look like one of those and are meant.
  meant: `abase abased abases abasing abuser abusers agone aims alike allot alms aloe along amending amuse amused amuses amusing anticking arbs arcs ares arks
    army arts arums assaulter assaults atone attached attaching attack attacker attaining attracting bade baiting barns bating bats batter beach
    bead beading beads beak beaks beam beaming beams bean beaning beans bear bearing bears beast beasts beater beatings beau beaus bedrooms beet
    beets belt belting belts bent bents berating best besting bests beta betas bets betta betters betting bettor bitter blackballed blackmail
    blackmailer blackmails bladed blame blames blare blares blat blats blaze blazes bleaching bleat bleating bleats bleed bleeping bleeps blench
    blending blends blessing bletch blinding boat boating boats bother boyfriends braised braises brat brats breach breaching breakdowns breasting
    breathings breeching breeding breeds bride bridged bridges bridle broaching brothel bruise bruiser buns burbs burgs burins burls burn burnings
    burnt burping burps burring burrs burs burying butter canc cane cans canst canto cants canty capt cart cast cats catting cent chant childlike
    chocking choked choker choose chore chores chose coke cokes coking cont cooking coos coots coss cots count country counts crises crisps cubs
    cuds cues cults cunt cups curs cuss cute cuttings dagger dancer danged daughters deaf deal dean dear dearth deaths deed dent depth didst ding
    dint disappeared doing doit dolt domestics dona done donee dong donna donne donnee dons dost downing dread droning drownings drying dunt dyeing
    emergence endings enduing every expedited explained exploded exploitations exploitative exploiter exploits exploration familya familys farther
    fathers feather force forcer forces forded forged forked formed gene girlfriends goner gong goodbyes gore grandam groomer grooved gutting hade
    hades hake hakes hale hales haling halting hames hammed hamming handed handing hanger hangings hard hare hared harem hares haring hark harked
    harking harmer harms harp harped harping hart haste hastes hasting hated hater hats hatter have haven haves having hawing haying haze hazes
    hazing heada heading heads heady heal healing heap heaping hear heard hearings heat heating heave heaved heavens heaver heaves heaving heed held
    hell helm helps heme hemp herd herring hiding hilts hinged hinging hinting hints hips hiss hoke hole homed homeless homer homes homey homo hone
    hoots hope hose hots hotting hove hunt hunting hurl hurling hurst hurtling hurts husbands huts iii inappropriate jumps jumpy kick kicker kicky
    killer killings kills kilo kilt kinking knifed knifes lacked lice licked lifer lift like liking lime line lining lite lived liven liver lives
    livings locker locket looked love loving lucked marriages massing mediation medicating meditation menial mensal messing metal metrication
    misting misusing molester mothers moths necks neglecter neglects neighbor neighbors neighbours nick nodes noise nooses nose nosee nude nuder
    nudges nukes obsesses odd overcome overdoes overdone overdoses overjoyed paracetamols pardner parent partners patents paunches piles pill
    pinched pinches pinching pleas pleased pleases pointlessly poisoner polls psychosis psychotics pulls puncher race racing rage rake rams raped
    raper rapes rapper raps rare rate rating rave razors reasons ripe rope ruining sacked sacking sacred safer safes sage sake sale same sane sapped
    sapping sate save scabbed scabbing scabs scads scags scaled scalloped scams scans scar scare scares scarf scarfed scarfs scarp scarps scarred
    scary scats scored scotching scratchily scratchings screeching scrunching seared sears seed sell shacked shacking shallower shared shelf sifter
    sinter sitter slab slabbed slabbing slabs slacked slacking slag slam slapper slaps slat slip slipped slipping sloop slop smacker smackings
    smocked smocking smoothing snacked snacking snap snapped snapping snared snatching soap soared soars someones somethings spared spars stab
    stabber stabbings stabled stabling stacked stacking stags stared stars starting stats stays straddled straddles straddling straggle straggled
    straggler straggles straggling stranded stranding strange strangely strangler stretching stringing stronger struggled struggles struggling
    stubbed stubbing stubs stupids subside swabbed swabbing swabs swallower swap swapped swapping tables tablet tacking tacks taking talas tales
    talk talky talus tanking tanks tasking tasks terrifies testified these thing thingy thinks thins thongs threads threat threateningly three
    throats tings torched torches torching touche touchings toughed toughing toward toying trafficker traffickers trafficking treats tying vices
    violet voice voiced waist waists wait waited waiting waits wand wands wart warts wash washed washes wasted wasting went whish whishes whist wise
    wised wises wisher wisp withes wont worthiness worthlessly wrest wrests writ writs`,

  // Two words that are one, and the like: `typed = meant`, `\\1` being what the brackets hold.
  joined: String.raw`
    (my|him|her|his|your|it|them|their|our) sel(?:f|ves) = \1self
    hisself = himself
    theirself = themselves
    over dos(?:e|ed|ing) = overdose
    su[iey]? ?(?:sc|c|s)[iy](?:de|dal|dle) = suicide
    (?:un alive|sewer slid\w*) = suicide
    step (dad|mum) = step\1
    no one = nobody
    (do|does|did|is|was|were|would|has|have|are|could) (?:not|nt) = \1nt
    can not = cant
    wo?nt to (die|kill|end|hurt|be dead|live) = want to \1
    wonts to = wants to
    want die = want to die`,

  // Words that may stand in one that was typed without spaces.
  pieces: `i im am he hes she shes they want wants wanna to die be dead dont doesnt live kill killing hurt hurts hurting cut cutting
    harm my me myself him himself her herself them themselves self end ending life it all hate help hits hit hitting beats
    dad mum mom is son daughter anymore here cant go on`,

  parts: {
    SELF: String.raw`(?:my|him|her|it|them|your|our|one)sel(?:f|ves)`,
    THEIR: String.raw`my|his|her|their|the|our|your`,
    // Whoever may be hurt: a word for them, or who they are to somebody.
    THEM: String.raw`(?:me|us|him|them|her|THEIR (?:WHICH ){0,4}(?:CHILD|GROWN|friends?|mates?|classmates?))(?! (?:THING|LIMB))`,
    WHICH: String.raw`\d+\w*|year|years|old|own|little|big|older|younger|eldest|youngest|middle|autistic|disabled|poor|foster|step|baby|teenage|two|three`,
    CHILD: String.raw`
      sons?|daughters?|child|children|kids?|boys?|girls?|baby|babies|toddler|teens?|teenagers?|twins?|lad|years? olds?|nephew|niece|grand\w+|stepson
      stepdaughter|pupils?|students?`,
    GROWN: String.raw`
      mum|dad|parents?|step(?:dad|mum|brother|sister|parent)|brother|sister|siblings?|uncle|aunt|auntie|nan|grandad|boyfriend|girlfriend|partner
      husband|wife|ex|carers?|family|cousin|neighbour|lodger|man|men|coach|babysitter|adult|stranger`,
    // What follows "her" or "my" where no person is meant.
    THING: String.raw`
      education|learning|schooling|future|attendance|mental|health|confidence|chances?|progress|grades?|feelings?|wellbeing|targets?|results?
      self esteem|pride|record|levels?|prospects|school|exams?|gcses?`,
    LIMB: String.raw`legs?|foot|feet|ankles?|knees?|backs?|toes?|fingers?|hands?|elbows?|shoulders?|hips?|arms?|wrists?|heads?|nose|teeth|tooth|ears?|eyes?`,
    SKIN: String.raw`(?:(?:left|right|upper|inner|own) )?(?:arms?|wrists?|legs?|thighs?|skin|veins?|throat|stomach|tummy|body|neck)`,
    // What hurts a family without a hand: a figure of speech.
    SYSTEM: String.raw`
      school|schools|council|councils|la|lea|authority|academy|head|headteacher|trust|ewo|officer|senco|homework|work|exams?|anxiety|stress|system
      wait\w*|it|this|that|which|paperwork|camhs|nhs|send|sen|ehcp|process|decision|absences?|pain|illness|lockdown|commute|travel|noise|uniform|what`,
    // What one may do to oneself, and what others may do to one.
    HURT: String.raw`
      hurt\w*|harm\w*|kill\w*|CUT|hit|hits|hitting|hang\w*|hung|shoot\w*|shot|strangl\w*|chok\w*|suffocat\w*|smother\w*|punch\w*|bang\w*|bit|bites?
      biting|drown\w*|poison\w*|starv\w*|injur\w*|mutilat\w*|slap\w*|bruis\w*|attack\w*|abus\w*|pinch\w*|damag\w*|topp?\w*|end|ending|ended|off|offed
      neck|punish\w*|hat(?:e|es|ed|ing)|loath\w*|despis\w*|electrocut\w*|gas|gassing|head ?butt\w*`,
    CUT: String.raw`cuts?|cutting|slit\w*|slic\w*|slash\w*|burn\w*|scratch\w*|carv\w*|stab\w*`,
    BEAT: String.raw`
      hit|hits|hitting|beat|beats|beating|beaten|punch\w*|slap\w*|smack\w*|spank\w*|hurt|hurts|hurting|harm\w*|abus\w*|attack\w*|assault\w*|strangl\w*
      chok\w*|throttl\w*|stab\w*|rap(?:e|es|ed|ing)|molest\w*|grop\w*|groom\w*|threaten\w*|whip\w*|batter\w*|bash\w*|scald\w*|neglect\w*|starv\w*
      exploit\w*|blackmail\w*|traffick\w*|kick\w*|bit|bites?|biting|burn\w*|bruis\w*|stalk\w*|poison\w*|drug|drugs|drugging|torment\w*|tortur\w*
      injur\w*`,
    BEATEN: String.raw`
      hit|beaten|beat|punched|slapped|smacked|spanked|hurt|abused|raped|groomed|molested|attacked|assaulted|strangled|stabbed|threatened|harmed
      neglected|battered|exploited|trafficked|blackmailed|starved|kicked|whipped|caned|burned|burnt|stalked|tortured|touched|choked|bitten|drugged
      jumped|pimped|tormented`,
    PILLS: String.raw`
      pills?|tablets?|paracetamols?|ibuprofens?|meds|medication|medicines?|antidepressants?|bleach|sertraline|melatonin|aspirin|painkillers?|calpol
      batter(?:y|ies)|fluoxetine|prozac|codeine`,
    // What may stand before "die", and what may stand between.
    WANT: String.raw`
      want\w*|wish\w*|would like|rather|hope[sd]?|hoping|pray\w*|ready|going|feel(?:s|ing)? like|felt like|thinks? (?:about|of)|thinking (?:about|of)
      thoughts? (?:about|of)|talk\w* (?:about|of)|try|tries|trying|tried|plan\w*|threaten\w*|deserves?|should|needs?|let|just|sa(?:y|ys|id|ying)
      urges?|begs?|begging|asks?|asking|better|long(?:s|ing)|obsess\w* with|go to sleep`,
    FILL: String.raw`(?:(?:to|be|was|were|is|am|are|just|really|so|only|literally|actually|i|he|she|they|we|it|that|and|go|could|would|had|been|being|of|about|me|him|her|them|all|now|today|tonight|in|sleep|please|fucking|bloody|again|maybe|sometimes|cant|dont|not|might|will|both|off) ){0,5}`,
    NOT: String.raw`dont|doesnt|didnt|not|never|longer|isnt|wouldnt|havent|hasnt|stopped|wont|hardly`,
    ALIVE: String.raw`(?:live|living|alive|exist|existing|be here|being here|be around|wake up|be on this|be in this world|keep going|be born|GOON)(?! (?:with|near|at|there|by|for|together|early|in (?!this world|the world|pain|fear)|on time|on (?!this|earth)|and|or|to))`,
    GOON: String.raw`(?:(?:go|carry|keep|going|carrying) on)(?=$| (?:like|any|living|much|longer|with (?:my |this |his |her )?(?:life|living)|now|another|and|but|without|i|because|pretending)\b)`,
    // Nothing follows that would name what is meant instead.
    END: String.raw`(?=$| (?:any|much|longer|all|now|again|and|but|i|at all|please|because|no more|help|tonight|today|so|forever)\b)`,
  },

  // What sounds like danger and is not: taken out before anything is looked for.
  harmless: String.raw`
    die (?:cut\w*|cast\w*|hard|(?:his|her|my|their) hair)|to die for|dying to (?:go|get|see|know|start|meet|be back)
    dead (?:end|ends|line|lines|lock|pan)|live (?:online|lessons?|stream\w*|teach\w*|chat)
    (?:nan|grand\w+|dog|cat|pet|hamster|rabbit|relative|aunt|uncle|mum|dad|friend|brother|sister|parent) (?:is |was |has |just )?(?:going to )?(?:die|died|dying|dead|passed)
    (?:panic|anxiety|asthma|heart) attacks?
    burn(?:t|ed|s|ing)? (?:SELF |THEM )?out
    cut(?:s|ting)? (?:SELF )?(?:off|down|back|short|corners?|out|to|costs?|budgets?|edge|jobs?|funding|class|classes|lessons?|school|hours|ties|grass|and stick\w*|sen|send|hair)
    (?:budget|funding|staff|short|hair|paper|tax|service|school|job) cut(?:s|ting)?
    cut(?:s|ting)? THEIR (?:hours?|timetable|lessons?|days?|hair|nails|attendance|support|funding|benefits?|pay|transport|teaching|tuition)
    (?:hit|hits|hitting) (?:\w+ )?(?:with|by) (?:(?:a|an|the|long|bad|severe|more|another|huge|big) )*(?:fines?|penalt\w*|bills?|letters?|court|charges?|notice|covid|pandemic|illness|anxiety|depression|flu|burnout|fatigue|grief|cost\w*|news)
    (?:hit|hits|hitting|beat|beats|beating) (?:(?:the|an?|her|his|their|our|my|school|attendance|rock|key|all|these) )*(?:targets?|attendance|deadlines?|puberty|bottom|wall|brick wall|milestones?|numbers?|limit|threshold|system|queue|odds|council|anxiety|bullies|bullying|fear|rush|snooze|\d+)
    kick(?:s|ed|ing)? (?:THEM )?(?:out|off|in|up|start|ball)(?! (?:of )?(?:the |my |our )?(?:house|home|flat))
    threat\w* (?:THEM )?(?:with |of |to )?(?:(?:a|an|the|take|us|me|them|to|with|legal|go) )*(?:court|fines?|fined|fining|prosecut\w*|exclu\w*|suspen\w*|expel\w*|legal|penalty|sanctions?|detention|action|attendance|social services|social care|deregist\w*|off roll\w*|remove|unauthori\w*|school|police|ehe|report\w*)
    SYSTEM (?:(?:is|are|was|has|have|had|will|would|really|been|keeps?|just|all|still|always|also|officer|staff) )*(?:kill\w*|hurt\w*|harm\w*|neglect\w*|threaten\w*|starv\w*|attack\w*|tortur\w*|damag\w*|kick\w*) (?:THEM|THEIR \w+)?
    (?:neglected|hurt|harmed|threatened|attacked|abused|failed|hit) by (?:(?:the|our|my|his|her|a|local|whole) )*SYSTEM
    (?:needs?|education|send|sen|support|learning) (?:is |are |being |been |have been |has been )+neglected
    neglect(?:s|ed|ing)? (?:of duty|THEIR (?:studies|work|homework|education|needs|duty|duties))
    hurt(?:s|ing)? feelings|feelings (?:are |were |get |got )?hurt|(?:never|not|nt|dont|cant|wont) (?:\w+ )?hurts? to
    harm (?:test|threshold|reduction)|suspects? (?:\w+ )?harm|significant harm|no harm|more harm|harmful effects?
    (?:alcohol|process|power|rights?) abuse|abuse of (?:process|power|rights)|abus\w* the system
    (?:verbal |racist |racial |homophobic |physical )?abuse (?:of|to|towards|against) (?:a )?(?:staff|teachers?|adults?)
    (?:fines?|court|prosecution|exclusion|action|penalty) (?:(?:is|was|were|has|have|being|been) )+threatened
    SYSTEM (?:will |formally |has |wants? to )*end\w* it
    accus\w* (?:\w+ ){0,4}(?:abus|harm|hurt|neglect)\w*(?: THEM)?
    kill(?:s|ed|ing)? (?:THEIR )?(?:confidence|time|joy|love|motivation|self|hope|interest|curiosity)|killing it
    emergency (?:annual|review|ehcp?|reviews?|school|place|placement|contact\w*|plan|procedure\w*|leave|fund\w*|hospital|appointment|admission|closure)
    dangers? of(?! (?:harm|SELF|death|dying|being (?:hurt|harmed|abused|killed)))
    (?:school|schools|send|sen|funding|attendance|education|nhs|camhs|housing|teacher|staff\w*|system|budget|energy) (?:system )?(?:is |are )?(?:in )?crisis(?! (?:team|line|number|support|help|service))
    (?:cost of living|midlife) crisis|crisis (?:in|of) \w+|crisis (?:grant|loan|fund\w*|payment)
    hang(?:s|ing)? (?:out|on|around|up|about)|shoot(?:ing)? (?:for|up heights|film|pains?)|flu shot|food poisoning|first aid
    sexual (?:health|education|orientation|misconduct)|(?:hates?|hating|likes?|minds?|with|bear|stand|tolerate) (?:being |people |others )?touch\w*
    (?:missing|misses|missed) (?:too|so|a lot|lots|out|school|lessons?|education|class\w*|days?|exams?|work|half|sessions?|maths|english|pe|coursework|some|most|every|friends?|the|his|her|more|this|one|two|\d+)
    missing from (?:the )?(?:register|roll|class|school|education|list|lessons?)|children missing
    touch(?:ing|ed)? (?:base|on|typing|screen|wood)|(?:grooming (?:routine|dogs?)|(?:dog|pet|horse|personal) groom\w*)
    voice recogni\w*|pupil voice|voice of`,

  // What a child was excluded or told off for, and what a child did at school, is no harm to that child.
  reasons: String.raw`
    (?:exclu\w*|suspen\w*|expel\w*|detention|isolation|isolated|fixed term|fixed period|sent home|reported|sanction\w*|punished|arrested)(?: \w+){0,5} (?:for|after|because|over|as)(?: (?!because|but|since|now|at home|dad|mum|i|wants?)\w+){0,9}
    (?:hit|hits|hitting|punch\w*|kick\w*|bit|bites|biting|attack\w*|assault\w*|hurt\w*|push\w*|threaten\w*|slapp\w*) (?:(?:a|an|the|his|her|some|at|two|towards) )*(?:teacher\w*|staff|tas?|senco|head\w*|pupil|classmates?|peers?|lsa|member|(?:other|another) \w+)`,

  // Danger to oneself.
  self: String.raw`
    suicid\w*|no want (?:to )?live|(?:kill|end) (?:me|us all)END|(?:kill|shoot|end) (?:me|him|her|them) now
    self (?:harm|hurt|injur|mutilat|destruct|cutt|ham|inflict|poison|strangl)\w*
    HURT (?:(?:or|and|only|kill|hurt|badly|at|to) ){0,2}SELF|SELF harm(?:ing|s|ed)?|danger(?:ous)? to SELF|risk to SELF
    (?:scared|afraid|frightened|terrified|worried) (?:that )?(?:he|she|they|CHILD) (?:\w+ ){0,3}(?:do it|do something|die)
    (?:scared|afraid|frightened|terrified) of what (?:i|he|she) (?:might|will|could|may)|i (?:might|may|could) do somethingEND
    throw\w* SELF (?:off|in front|under|out|down|into|from)|(?:make|makes|making) SELF (?:sick|bleed)
    (?:do|done|does|doing|did) (?:\w+ )?(?:something|anything) (?:(?:really|so|very) )?(?:stupid|silly|terrible|awful|drastic|dangerous|bad to SELF|to (?:SELF|harm|hurt))
    (?:do|did|does|doing|done) SELF in|in case (?:he|she|they|i) (?:does|do) (?:something|anything)END
    i (?:might|may|could|will|am about to|am going to) (?:\w+ )?(?:hurt|harm|kill|hit|shake|die|snap)
    CUT (?:all )?(?:up )?(?:on )?THEIR SKIN|CUT wrists?|(?:rip|tear|peel|pick)\w* (?:\w+ ){0,2}skin
    (?:stab|stick|dig)\w* (?:\w+ ){1,3}(?:in|into) THEIR SKIN
    covered in (?:cuts|scars|blood)|blood (?:on|all over|everywhere)|cut (?:\w+ )?(?:to|too|so) deep|until (?:it|she|he|they|i) bleeds?
    (?:cuts|scars|burns|marks|burn marks) (?:\w+ ){0,2}(?:on|up|down|over) (?:\w+ ){0,2}(?:arms?|wrists?|legs?|thighs?|body)
    (?:keeps?|started|stop|still|been|is|am|are|she|he|i|daughter|son|of|into|about|from|and|to) (?:cutting|cut)(?:$| again| for \w+| since| every \w+| at night| when \w+| deep\w*| really \w+)
    (?:CHILD|she|he|i) (?:is |was |been |keeps? |caught |seen |found )*cutting(?= in| at| during| with|END)
    ^(?:my )?(?:CHILD|she|he|i) (?:cuts?|cutting)$
    (?:bangs?|banging|banged|hits|hitting|smash\w*|punch\w*|bash\w*|head ?butt\w*) (?:THEIR (?:own )?(?:head|face)|(?:the |his |her )?(?:head )?(?:against|on|off) (?:the |a )?walls?)
    head ?butt\w* (?:the |a )?(?:walls?|floor)|head banging
    urges? to (?:cut|hurt|harm|die)
    WANT FILL(?:hurt|harm|cut|stab|kill|hang|shoot|overdose|strangle|drown)(?:END| SELF| people| others| some\w*| every\w*| THEM| a | the | kids| children)

    WANT FILL(?:THEIR life |better |half |already )?(?:die|dead|dying|death)(?! (?:cert|duties|in the family))
    (?:wish\w*|want\w*|hop\w*|pray\w*) FILL(?:gone|disappear\w*|vanish\w*|never born|not born|invisible|no more|unborn|cease)END
    (?:wish\w*|want\w*|talk\w*|go|going|be) (?:\w+ ){0,6}heaven
    (?:better|easier|happier|fine) (?:off )?(?:if (?:i|he|she|they|we) (?:\w+ ){0,3}(?:here|dead|gone|die|died|alive|around|born|exist\w*|wasnt|werent)|without (?:me|him|her|us|them))END
    (?:better|happier|easier) (?:off )?dead|SELF (?:\w+ )?dead|better off (?:not (?:being )?here|gone)|(?:will|might|may|could|would) (?:just )?die
    THEIR life to (?:be over|end)
    NOT (?:\w+ ){0,2}(?:want\w*|wish\w*|fancy|feel like|deserve\w*|see (?:the|a|any) (?:point|reason)(?: (?:in|of|to))?|care if (?:i|he|she|they)) (?:(?:to|be|really|even|me|him|her|my|i|he|she|they|am|is|are|in|of) ){0,3}(?:ALIVE|die|dead)
    (?:want\w*|wish\w*|rather|prefer\w*) (?:(?:to|i|he|she|they|we|it|just|really|could|did|was|were) ){0,4}(?:not|wasnt|werent|hadnt|didnt|never|had never|stop|wouldnt|couldnt|no longer|cease to) (?:(?:be|been|to|even|have|had|being) ){0,2}(?:ALIVE|alive|here|born|existing|around|breathing)
    (?:wish\w*|hop\w*|pray\w*|want\w*|sleep|asleep|bed) (?:\w+ ){0,6}(?:never|not|dont|wont|didnt|wouldnt|doesnt) (?:\w+ )?wake up(?! (?:in the morning|for school|early|on time))
    sleep (?:for ever|forever)|never wake up again|without waking up
    (?:end|ends|ending|ended|take|takes|taking|took|taken|finish|losing|risk\w*) (?:THEIR |there )?(?:own )?(?:life|lives)(?! (?:skills?|chances|support))
    end(?:s|ing)? it(?: all)?END|(?:end(?:ing)? (?:everything|things)|finish it all)END
    (?:want\w*|need|make|makes|wish\w*|please|just) (?:it|this|everything|the (?:pain|voices|thoughts|hurt\w*)|THEIR (?:head|brain|thoughts)|all this|them)(?: (?:all|would|to|just)){0,3} (?:end|stop|be over|go away|be done)END
    hat(?:e|es|ed|ing) (?:who (?:i am|he is|she is)|everything about me|(?:my|her|his) body)|waste of space|i am so done$
    hat(?:e|es|ed|ing) (?:(?:my|his|her|their|this|own|fucking|stupid|whole) ){0,3}(?:life|living|existence|being alive|being here|existing)
    (?:sick|tired|fed up|done|finished|bored|had enough|have enough|over) (?:of|with) (?:\w+ )?(?:life|living|being alive|existing|breathing|the world|this world|it all|everything|being here|fighting)END
    i (?:have |just |really )*had enoughEND
    why (?:should|do|would|must) (?:i|he|she) (?:even |have to |keep |bother )?(?:live|living|be alive|exist|GOON)
    why (?:am i|was i|is he|was he|is she|was she) (?:even |ever |still )?(?:alive|born|here)END|never (?:have been|been|was|be) born|never exist\w*
    should not exist
    life (?:is|isnt|not|feels|seems|was) (?:\w+ ){0,2}(?:worth|pointless|meaningless|over|unbearable|hell|shit|crap|rubbish|empty|hopeless|worthless|miserable|too hard)
    worth living
    (?:no|any|the|what|what is|a|see|there is no) (?:\w+ )?(?:point|reason|purpose|use|meaning)(?: (?:in|of|to|for|me|him|her|them|my|his|even|us))* (?:live|living|life|be alive|being alive|be here|being here|exist|existing|GOON|trying|stay alive|staying alive|stay|anything|any more)END
    (?:nothing|something|little) (?:left )?to live for|will to live|reasons? to (?:live|stay alive)|stay(?:ing)? alive
    (?:cant|unable to|how (?:do|can|will) i|(?:dont|not) (?:think|know|sure) (?:if |how |that )?(?:i |he |she |they |to )?(?:can|could)?|struggling to|no longer) (?:\w+ ){0,2}(?:GOON|keep goingEND)
    i (?:just |really )*cant (?:any|no) more|cant live (?:like this|with myself|this way)
    (?:cant|dont know if i can) (?:\w+ )?(?:take|do|bear|stand|live|face|survive|keep going|keep doing|cope|handle) (?:(?:it|this|that|life|living|with life|with living|another day|being alive|like this|the pain) ){0,2}(?:any more|any longer|much longer|much more|no more)
    cant (?:take|bear|face|survive) (?:it|life|living|this|another day|the pain)$|cant cope with (?:life|living)
    (?:^|\bi )(?:\w+ )?(?:cant|am not|not|dont|stopped|struggling to) (?:\w+ )?cop(?:e|ing)(?=$| any| much| at all| now| i | and i | no )
    (?:giv(?:e|ing|en)|gave) up (?:on )?(?:my |his |her )?(?:life|living|everything|SELF)
    (?:want\w*|ready|feel\w* like|about) (?:to )?giv(?:e|ing) upEND
    (?:no|any|only|see) way outEND|(?:see|sees|has|have|got|feel\w*) no (?:future|hope|way forward)END
    (?:no|lost|losing|lose|without) (?:all )?(?:hope left|hope)END
    (?:feel\w*|felt|am|so|completely|totally|is) (?:\w+ )?(?:dead inside|empty inside)
    (?:feel\w*|felt|i am|am so) (?:\w+ ){0,2}(?:hopeless|numb|trapped|empty|broken|unloved|unwanted|helpless)END|worthless
    breaking point|end of (?:my|our|the|her|his) (?:tether|rope)
    (?:nobody|everyone|they|who|not one person) (?:would |will |ever |even |really )*(?:care|miss|notice|cares|misses|wants|loves|hates|love|want) (?:about )?(?:me|him|if i|if he|if she|when i (?:am|die))
    (?:a|such a|just a|like a|being a) burdenEND|burden (?:on|to) (?:everyone|my|people|us|the family|family)

    overdos\w*|swallow\w* (?:\w+ ){0,3}PILLS|(?:drink|drank|drinking|drunk) (?:\w+ )?bleach|(?:to|too|so) many PILLS
    (?:took|taken) (?:(?:some|these|those|her|his|my|the) )?pills
    (?:took|taken|taking|takes|take|swallow\w*|ate|eaten|drank|drunk|drink\w*|downed|necked|popped) (?:\w+ ){0,5}?(?:all|many|loads|lots?|handful|bunch|whole|full|packets?|packs?|box|bottle|bleach|load|everything|dozens|strip|\d\d+) (?:\w+ ){0,3}PILLS
    how many (?:\w+ ){0,2}PILLS (?:\w+ ){0,4}(?:die|kill|overdose|dangerous|much|take)
    how many (?:pills|paracetamols?|ibuprofens?|sleeping tablets)(?! (?:can (?:a|my)|at|in|does (?:a|my)))
    (?:hoard|stash|saving|hid|collect|stockpil)\w* (?:\w+ ){0,3}(?:PILLS|knives|knife)|razors?(?! (?:sharp|scooters?))
    (?:found|hid|has|have|bought|with|use|using|keep\w*) (?:\w+ ){0,3}(?:blades?|noose|rope)|blades? (?:\w+ ){0,3}sharpeners?
    sharpeners? (?:\w+ ){0,3}(?:blades?|cut)
    (?:jump\w*|leap\w*|fall\w*|throw\w*) (?:\w+ ){0,2}?(?:off|from|out|in front|under|into) (?:\w+ ){0,4}?(?:bridge|roof|building|window|trains?|car park|balcony|traffic|cars?|bus|lorry|road|motorway|cliff|flats|storey|platform|tracks?|tower)
    (?:step|walk|run|ran|running|stood|going)\w* (?:out )?(?:in front of|into|under) (?:\w+ )?(?:trains?|traffic|cars?|bus|lorry|lorries|road|motorway)
    (?:want\w*|going|threat\w*) (?:to )?jump
    (?:on|off|over) (?:a|the) (?:\w+ )?(?:bridge|ledge|roof|train tracks|railway|tracks)|train tracks|railway (?:line|tracks?)
    (?:knife|blade|scissors) (?:to|at|against|on) (?:SELF|THEIR (?:own )?SKIN|THEIR (?:face|chest))|noose|ligature
    (?:round|around|to) (?:my|his|her|their) (?:neck|throat)|hanged|hang(?:s|ing)? (?:him|her|them|me)END|hanging from|bag over THEIR head
    (?:tie|tied|tying|ties) (?:\w+ ){0,4}neck
    (?:goodbye|good bye|farewell) (?:notes?|letters?|text|messages?|video)
    (?:says|saying|said|say) (?:\w+ )?goodbye (?:to (?:everyone|us|me|the world|all|his friends|her friends|everybody)|forever)
    goodbye (?:world|everyone|mum|dad)|goodbye to (?:\w+ ){1,3}forever|giv\w* away (?:\w+ )?(?:things|stuff|possessions|belongings|everything)
    (?:how|ways?|methods?|painless\w*|easiest|quickest|best way|least painful|googl\w*|search\w*|looking up|look up)(?: \w+){0,4} (?:die|kill SELF|dying|end it|hang SELF|cut SELF)
    (?:obsess\w*|always|keeps?|constantly|talk\w*|writ\w*|draw\w*|song\w*|poem\w*|post\w*|messag\w*|text\w*|jok\w*|fantasi\w*|dream\w*) (?:\w+ ){0,2}(?:about|of|with) (?:\w+ ){0,3}(?:death|dying|die|dead|killing|ending it|not being here|not wanting)

    crisis|(?:mental|nervous|emotional|psychotic|complete|total) (?:breakdown|break down|episode|collapse)|(?:having|had|has) (?:a|another) breakdown
    psychosis|psychotic|hear(?:s|ing|d)? (?:\w+ ){0,2}voices?|voices? (?:\w+ ){0,3}(?:tell\w*|say\w*|in THEIR head)|hallucinat\w*
    (?:a e|a and e|ae) (?:\w+ ){0,2}mental|emergency mental health|mental health emergency|out of hours (?:camhs|mental health|help)
    camhs out of hours
    samaritans|childline|child line|papyrus|hopeline|text shout|shout (?:text|line|85258)|85258|116 ?123|0800 ?1111
    (?:call|ring|dial|phone|nhs|text|need|should i) (?:\w+ )?111|999
    (?:not|stopped|isnt|cant|trouble|struggling to|barely) breath\w*|unconscious|unresponsive
    (?:not|wont|isnt|cant) (?:be )?(?:wake|waking|woken)(?: \w+)? (?:up )?after|passed out|(?:has|just|she|he|CHILD) (?:just )?collapsed
    (?:is|am|are) choking|having a (?:heart attack|seizure|fit|stroke)
    ^(?:\w+ )?bleeding$|(?:wont stop|is|am|are|still|keeps?|badly) bleeding|bleed\w* (?:out|to death|badly|everywhere)
    life threatening|life (?:and|or) death|(?:life|lives) (?:is |are |at )*(?:in|at) (?:risk|danger)|risk (?:to|of) (?:THEIR )?(?:life|dying|death)
    ^(?:please )?help (?:me |us )?(?:please |i am |so |now )*(?:scared|please|now|quick|frightened|alone|hurt|in danger)
    ^(?:(?:please|i|we|god|someone|anyone|can|need|urgent|urgently|really|some|just|oh|my) )*help(?: (?:me|us|her|him|now))+(?: (?:please|now|urgent|urgently|quick|quickly|asap|immediately|today|tonight))*$
    ^(?:(?:please|urgent|need|i|we|really|someone|emergency|immediate|now) )+help(?: (?:please|now|urgent|urgently|tonight|today|immediately|asap|me|us))*$
    (?:^|is an |an |in an |real |medical |this is )emergency(?: (?:help|now|numbers?|please|services|line|call|help line))*$|emergency services
    (?:in|real|immediate|serious|great|grave) danger|^danger$|danger(?:ous)? (?:at home|situation|man|person|now)
    who (?:can|do|could|should) (?:i|we|he|she) (?:talk|speak|turn|tell)(?: to)?END|i need to talk to someoneEND
    (?:dont know|not sure) (?:who|where) to turnEND|(?:i am |i feel |feel |am )(?:so |completely |really )*(?:alone and scared|all alone)END
    (?:someone|anyone|nobody) (?:(?:i can|for me|to|who will|he can|she can|else|that i can|will|who can) )*(?:talk to|speak to|listen to me|listen|turn to|confide in|talk with|understands me)END`,

  // Harm by somebody else, or to somebody else.
  harm: String.raw`
    BEAT (?:up )?(?:on )?THEM|BEAT (?:\w+ )?THEM up|BEAT (?:children|kids)|(?:hurts?|hurting|hits?) me
    (?:abus|harm|hurt|rap|molest|neglect|groom|beat|exploit|traffick|touch|smack|starv|tortur)\w* (?:a|the|our|these|those|this|that|young|little|some) ?(?:\w+ )?(?:CHILD|person|people)
    (?:kill|murder|stab|shoot|attack|strangle|poison|hurt)(?:s|ed|ing|bed|bing)? (?:THEM|someone|people|everyone|others|other people|other kids|everybody|animals|the (?:cat|dog|baby|family))
    shoot (?:up )?(?:the )?(?:school|class)|shoot up
    GROWN (?:\w+ ){0,3}(?:hits|hitting|beats|beating|beat|punches|punching|punched|slaps|slapping|slapped|smacks|smacking|smacked|abus\w*|violen\w*|strangl\w*|rap(?:es|ed|ing)|attacked|attacks|attacking|molest\w*|groom\w*|kicks|kicking|kicked|batters|throttl\w*|spank\w*|stabbed|aggressive)(?! (?:by|with a fine|staff|teacher))
    GROWN (?:\w+ ){0,4}(?:shout\w*|scream\w*|yell\w*|swear\w*|spit\w*|throw\w* \w+|lock\w*|grab\w*|push\w*|shov\w*|shak\w*|drag\w*|pull\w*|touch\w*|pin\w*|hold\w*|held|scare|scares|frighten\w*|force[sd]?|watch\w*|follow\w*|hit|hurt|burn\w*|kill\w*) (?:at |on |in )?(?:me|us|him|her|them|(?:my|a|the|their) (?:CHILD|brother|sister))(?! (?:THING|LIMB|to (?:school|go|class|attend|get)|into school|in to school|out of bed))
    GROWN (?:\w+ ){0,3}(?:touch\w*|come\w* into my (?:bed)?room|gets? into my bed|drunk (?:and|again|all)|drinks and|drugs and|an? alcoholic|alcoholic|on drugs|takes drugs|drunk|doesnt feed|never feeds|does things to|do things to)
    violen(?:t|ce) (?:\w+ )?(?:GROWN|relationship|home|household|marriage)
    violen(?:t|ce) (?:to|towards?|with|against) (?:THEM|\w+ (?:family|children|women))
    violen(?:t|ce) (?:\w+ ){0,2}(?:at home|in the home|in our home|at night)|^violence$
    domestic|coercive|(?:child|teen|adolescent) to parent violence|hits? out at (?:me|us|everyone)|womens? refuge
    (?:abusive|controlling) (?:GROWN|relationship)
    (?:being|been|is|am|are|was|were|get|gets|got|getting|be|him|her|child|son|daughter|pupil) (?:(?:badly|always|repeatedly|physically|sexually|regularly|often|really|still|constantly|just|emotionally|also) )*BEATEN(?! (?:with|out|off|hard|hardest|in (?:pe|football|rugby|sport)|by (?:the )?(?:flu|covid|a fine)|about (?:the|her|his)|to (?:it|the)|LIMB|playing))
    beat(?:en)? up|beating up
    (?:was|been|got|being|get|sexually|physically|indecently) assaulted|assaulted (?:on|at|by|in|outside|while)
    (?:push|shov|thr[eo]w|kick)\w* (?:\w+ ){1,3}down (?:the )?stairs
    (?:mum|dad|parents) (?:\w+ ){0,3}(?:hit|hits|hitting|punch\w*|attack\w*|hurt\w*) each other
    BEATEN by (?:\w+ ){0,3}(?:GROWN|CHILD|someone|teachers?|staff|ta|gang|bully|bullies|him|her|them|people)
    (?:pushed|grabbed) by (?:\w+ ){0,2}(?:GROWN|CHILD|someone|teacher|staff|gang|him|her|them)

    rap(?:e|es|ed|ing|ist)|sex\w* (?:abus|assault|harass|exploit|touch|attack|violen|offen|predat)\w*|abus\w*|molest\w*|groom(?:ed|er|ers|ing)
    paedo\w*|pedo\w*|peado\w*|nonce|incest|indecent\w*
    (?:had|have|having|has) sex|sex with|sextort\w*|blackmail\w*|nudes?|(?:naked|nude|explicit|rude) (?:pic\w*|photo\w*|image\w*|video\w*)|sexting
    child porn\w*
    (?:hands?|fingers?) (?:down|up|in|inside) (?:my|her|his)(?! (?:hair|pockets?|sleeves?|lap|work))
    (?:comes?|came|gets?|got|coming|getting|climbs?) (?:in|into|in to) my (?:bed|bedroom|room at night)|kiss(?:ed|es|ing)? (?:me|him|her|my CHILD)
    (?:grab|grop|chas|corner)\w* me
    touch(?:es|ed|ing) (?:meEND|usEND|my CHILD)|sexual(?:ly)?|porn\w*|(?:was|been|got) spiked
    touch\w* (?:\w+ ){0,3}(?:inappropriate\w*|private\w*|down there|where|bits|sexual\w*|wrong|bum|bottom|breasts?|without)
    inappropriate(?:ly)? touch\w*
    (?:he|she|they|someone|teacher|coach|pupil|boy|man) (?:(?:keeps?|kept|has|is|been|always) )*touch(?:es|ed|ing)? (?:me|us|him|her|them|my)(?! (?:work|books?|stuff|things|phone|lunch))
    (?:made|makes|making|make|forc\w*|asks?|asked|asking|told|tells) (?:me|him|her|them|us|my CHILD) (?:to )?(?:do (?:\w+ )?(?:things|stuff|sexual)|touch|undress|strip|have sex|take (?:my|his|her|their|off|clothes)|send (?:\w+ )?(?:pic\w*|photo\w*|nudes)|carry drugs|sell drugs|deliver|steal|keep (?:\w+ )?secret|not (?:to )?tell)
    (?:man|men|stranger|adult|guy) (?:\w+ ){0,3}(?:messag|text|contact|talk|meet|follow|chat)\w* (?:\w+ ){0,2}(?:me|CHILD|him|her)
    (?:talk|chat|text|messag|meet)\w* (?:to |with |up with )?(?:a|an|some|older|strange) (?:\w+ )?(?:man|men|strangers?|adults?|guys?)
    (?:man|men|guy|boy|someone|stranger|he|person) (?:\w+ ){0,4}ask\w* (?:\w+ ){0,3}for (?:\w+ )?(?:photos?|pics?|pictures?|nudes?|videos?)
    (?:scared|afraid|cant|not allowed) (?:to )?tell (?:anyone|someone|my mum|my dad)
    (?:something|things|stuff) (?:\w+ ){0,2}happen\w* (?:to me|at home)|happening (?:to me|at home)|not to tell anyone
    keep (?:it |this |a )*(?:our )?secret
    something (?:really )?(?:bad|awful|terrible|horrible|wrong) (?:\w+ ){0,3}(?:at home|to me|to him|to her|happened to)
    (?:bad|horrible|scary) things (?:\w+ ){0,2}(?:at home|to me)

    (?:scared|afraid|frightened|terrified|fear\w*|petrified|scares|frightens) (?:\w+ ){0,2}(?:of|for|by|about)? ?(?:me$|THEIR (?:WHICH )*GROWN|mum|dad|stepdad|stepmum|going home|to go home|go home|at home|of him|him coming|THEIR (?:life|lives|safety)|(?:he|she|they|someone) (?:will|might|is going to|could|may) (?:\w+ )?(?:hurt|harm|kill|hit|come back|stab|find))
    (?:scared|afraid|frightened|terrified) of (?:my|our) (?:WHICH )*CHILDEND
    (?:dont|doesnt|not|wont|too scared to|never) (?:\w+ ){0,2}go(?:ing)? (?:back )?home(?= because| to (?:my|his|her)|END)
    (?:dont|doesnt|not) want (?:to be |him |her )?(?:near|alone with) (?:\w+ )?(?:GROWN|him)
    (?:not|dont|doesnt|never|isnt|arent|nt|hardly) (?:\w+ ){0,3}safe (?:\w+ ){0,2}(?:at|in|with|around|near|living) (?:\w+ ){0,2}(?:home|house|flat|GROWN|him|her|them|live)
    unsafe (?:\w+ )?(?:at|with|in|around) (?:\w+ )?(?:home|house|GROWN|him)|unsafe home|home (?:\w+ ){0,2}(?:is|isnt) (?:not |un)?safe
    (?:threat\w*|say\w*|said|says) (?:\w+ ){0,5}(?:kill|stab|shoot|murder|hurt|harm|beat|hit|burn|rape|slit|smash|strangle|punch) (?:\w+ )?(?:THEM|someone|everyone|people|others|the \w+|our \w+|your|you|up)
    death threats?|threaten\w* (?:\w+ ){0,4}(?:knife|knives|gun|weapon|violence|hammer|scissors)
    (?:he|she|they|GROWN|someone|boys?|gang|man) (?:(?:is|keeps?|are|has|been|always) )*threaten(?:ed|ing|s)? (?:me|us|him|her|them|my CHILD|to kill|to hurt)
    (?:has|got|have|holding|hold|held|carr\w+|pulled|with|takes?|brought|brandish\w*|waving) (?:\w+ ){0,2}(?:knife|knives|gun|machete|weapon)
    (?:knife|blade|gun) (?:to|at|against|on) THEM|stabbing|knifepoint
    (?:CHILD|he|she|teen|person|reported|gone|went|go|goes) (?:is |has |been |gone |still |now )*missing(?! \w)|^(?:she|he|CHILD) missing
    missing (?:from home|child$|person|teenager|teen|boy|girl|son|daughter|since|for (?:hours|days|two|three)|overnight|all night|tonight|from care)
    (?:gone|went|been) missing(?= (?:again|from|since|and|for|last|all|i|help|tonight|what))
    (?:run|runs|ran|running|runaway) away(?! from (?:school|class|lessons?|college|nursery|problems|staff|teachers?|the classroom))
    (?:hasnt|didnt|not|havent|never) (?:come|came|coming|been) (?:back )?home|cant find (?:my|our) CHILD|disappeared from home
    (?:run|ran|runs|running) off (?:last|again|and|from home|tonight|in the night)|CHILD (?:has |have |just )?disappeared$
    lock(?:s|ed|ing)? (?:THEM|me) (?:\w+ ){0,2}(?:in|out|up|away)|locked (?:in|up) (?:\w+ ){0,2}(?:room|cupboard|bedroom|shed|cellar|house|dark)
    (?:being|been) (?:held|kept) (?:prisoner|hostage|captive)
    (?:never|not|doesnt|dont|wont|isnt|arent) (?:\w+ )?(?:fed|feeds?|feeding) (?:THEM|properly)?|(?:kids|children|we|they|baby) (?:are |is )?starving
    nowhere (?:safe )?to (?:go|sleep|live)|no food (?:at home|in the house|all day)|GROWN left (?:me|us|them)|lock\w* (?:the )?(?:fridge|food)
    (?:left|leaving) (?:\w+ ){0,3}on (?:my|our|their|his|her) own (?:at home|at night|overnight|for|all|next)
    nobody (?:looks after|feeds|cares for) (?:me|us|them|him|her)|neighbours? (?:kids|children|child|baby)
    (?:left|leaves?|leaving) (?:\w+ ){0,4}alone (?:at (?:home|night)|overnight|all (?:night|day|weekend)|for (?:days|the)|in the house)
    (?:left|leaves?|leaving|leave) (?:THEM |(?:the )?(?:kids|children) )?home alone|neglect(?:s|ed|ing|ful)?
    bruis(?:e|es|ed|ing)|black eyes?|cigarette burns?|(?:belt|cane|bite|slap|burn) marks?
    (?:marks|burns|injuries|cuts) (?:\w+ ){0,2}(?:on|from) (?:\w+ ){0,2}(?:CHILD|childs|body|back|face|LIMB|GROWN|him|her)|unexplained injur\w*
    broke THEIR (?:arm|jaw|nose|ribs?) (?:on purpose|again)|(?:shaken|shook the) baby
    kick(?:ed|s|ing)? (?:THEM|me) out(?= (?:of )?(?:the |my |our )?(?:house|home|flat)|END)
    cse|cce|csa|(?:running|selling|dealing|carrying) (?:drugs|weed|cannabis)|county lines|traffick\w*|exploitation|(?:sexual|criminal)ly exploited|fgm
    female genital|honou?r (?:based|killing|abuse|violence)|modern slavery|radicalis\w*|cuckoo\w*|(?:drug )?dealers?|owes? (?:\w+ )?money to
    (?:snatch|abduct|kidnap)\w*|(?:wont|refuses to|not) (?:give|return|bring) (?:my|our) CHILD back
    (?:gang|gangs) (?:\w+ ){0,3}(?:threat\w*|after|want\w*|making|forcing|using|took|has|have|got|involved)
    (?:in|joined|with|by|from) (?:a |the )?gangs?
    forced? marriage|forc\w* (?:\w+ ){0,4}(?:marry|get married|marriage)|(?:me|her|him|them|daughter) (?:\w+ ){0,4}(?:marry|married)END
    (?:worried|concern\w*|think|thinks|know|suspect\w*|scared|afraid|report\w*|believe|sure) (?:\w+ ){0,6}(?:harmed|harming|hurt|hurting|abus\w*|unsafe|neglect\w*|being hit|beaten|not safe (?:at home|with))
    (?:worried|concern\w*|scared|afraid) (?:\w+ ){0,6}harm|(?:at|a) risk of (?:\w+ )?harm|harm to (?:a |the |my )?CHILD|(?:worried|concerned) about (?:a|the) (?:CHILD|baby) (?:next|down|in my|on my)
    someone (?:\w+ ){0,3}(?:hurting|harming|hits|hitting|beating|touching|hurts|abus\w*|touches|hurt)|nspcc
    (?:told|tells|disclos\w*) (?:\w+ ){0,6}(?:abus\w*|touched|hurt (?:him|her|me)|hits (?:him|her|me))|disclosure of (?:abuse|harm)
    report (?:\w+ )?(?:abuse|harm|neglect)`,

  // Not safe: danger, unless school or the way there is meant.
  unsafe: String.raw`
    (?:not|dont|doesnt|never|isnt|arent|nt) (?:(?:feel|feeling|be|is|am|really|very|a|keep|him|her|SELF|them|kept) ){0,3}safe(?! (?:space|place|way|route|enough))
    unsafe
    (?:cant|dont know how to|how (?:do|can) i|unable to|struggling to|help|trying to) keep (?:THEM|SELF) safe`,
  elsewhere: String.raw`
    school|schools|class\w*|bus|taxi|transport|college|nursery|building|playground|toilets?|pe|online|corridors?|site|driv\w*|roads?|walk\w*|trip
    water|lessons?|provision|placement|provider|tuition|unit`,

  // Whose words they are.
  first: "i|me|my|myself|am|us|mine",
  child: "i am a (?:single )?(?:mum|dad|parent|carer)|CHILD|year old|himself|herself|themselves|themself|husband|wife|partner|ex|young person",
  third: "he|she|him|his|her",
  bare: String.raw`^(?:\w+ )?(?:want|feel|wish|how)`,
};
