"""What people type when somebody is in danger, and what they type every day: the search shows who to call for the first
and not for the second. The words of parents, of children and of those who work with them, misspelt as they come.

To teach the recogniser a phrase, put it into CRISIS or ORDINARY. The lists of LATER were written when it was built, to
measure it by words that it had not seen.
"""

from __future__ import annotations


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(
        phrase for line in text.splitlines() for phrase in (part.strip() for part in line.split(";")) if phrase
    )


CRISIS = _phrases(
    """
    my son is sucidal; my son is suicidal; my daughter is suicidal; she keeps cutting herself; wants to die;
    i want to die; i cant go on; overdose; somebody is hurting me; hes threatening to kill himself; dad hits him;
    im being hit at home; my daughter said she wants to die; she says she doesnt want to be here anymore;
    he doesn't want to live; my child does not want to live; my 9 year old says he wants to kill himself;
    i want to kill myself; kms; i wanna die; i dont want to be alive anymore; i wish i was dead; wish i wasnt here;
    i hate my life; i hate myself; nobody would miss me; everyone would be better off without me;
    whats the point in living; no reason to live; cant do this anymore; i cant take it anymore; i want it to end;
    i want to end it all; ending my life; took an overdose; she has taken loads of paracetamol; son swallowed tablets;
    he took all my pills; self harm; selfharm; self harming; my daughter is self harming help; cutting her arms;
    cuts on her arms; he hits himself; bangs his head against wall; burning herself with lighter;
    scratching her arms until they bleed; found razor blades in her room; hiding knives in her bedroom; suicide note;
    found a goodbye note; says she will jump off a bridge; he tried to jump out of a moving car; tried to hang himself;
    rope round his neck; my son tried to strangle himself; threatening suicide; suicidal thoughts teenager;
    thinking about suicide; sucide; suiside; suicdal; my sun is suicidle; she is sucicidal; i feel suicidal;
    im sewer sliding; want to unalive myself; ctb; how to kill myself; how many paracetamol to die; easiest way to die;
    painless way to die; i dont want to wake up; i want to sleep and never wake up; i want to disappear; iwanttodie;
    i want to dieeee; i wnat to die; wanna kms; killmyself; kill my self; hurt my self; cut my self;
    i cut myself last night; i keep cutting; i feel like dying; my child says he'd be better off dead;
    she said she wants to be with nan in heaven; he wishes he was never born; talks about death all the time;
    always talking about dying; obsessed with death; teenager says life not worth living;
    my teen says there's no point being alive; she's given up on life; he has no will to live; i can't cope anymore;
    i am a parent and i want to die; mum wants to end her life; i'm going to do something stupid;
    worried he'll do something to himself; worried she might hurt herself; danger to himself; mental health crisis;
    camhs crisis team number; child in crisis; she is having a breakdown; hearing voices telling him to hurt people;
    psychotic episode; samaritans number; childline; who can i talk to im so scared; i need someone to talk to;
    i have nobody to talk to; help me; please help me; i need help now; its an emergency; in danger;
    my child is in danger; my dad hits me; my mum hits me; my stepdad hurts me; my mums boyfriend hits us; dad beats me;
    he beat me up; my brother hits me every day; mum slapped me; someone touched me; my uncle touches me;
    he touches my private parts; touched inappropriately; i was raped; she's been raped; sexual abuse; sexually abused;
    my daughter is being groomed online; grooming; someone is blackmailing me with nudes; sent nudes to a man;
    he made me do things; dad drinks and hits mum; domestic violence; my partner is violent; my husband hits my son;
    my ex is hurting my daughter; i think my ex is abusing my kids; child abuse; report child abuse;
    i think my neighbour is hitting her children; worried a child is being hurt; bruises on child; unexplained bruises;
    pupil has bruises on his arms; neglect; mum doesnt feed us; left home alone for days; locked in my room all day;
    scared to go home; im scared of my dad; scared of my stepdad; i dont feel safe at home; not safe at home;
    unsafe at home; threatening me with a knife; he has a knife; my son threatened me with a knife; my son attacks me;
    my son is violent towards me; my daughter hits me; she hit me again; teacher hit my son; my son was beaten up;
    he was stabbed; my daughter has gone missing; my son has run away; run away from home; county lines;
    forced marriage; fgm; child is being exploited; he wants to kill me; she wants to hurt people; death threats;
    shes not breathing; my son is unconscious; bleeding; dads hitting me; my dad is hitting my mum; getting hit;
    im getting abused; abused at home; i am being abused; he strangled me; she is being hit by her stepdad;
    he keeps punching himself; biting himself; she wont stop hurting herself; he says hes going to kill himself;
    said shes gonna kill herself; says he will end it; end it all; i just want it to stop; i just want to be dead;
    better off dead; better off without me; my daughters cutting; she cuts; i cut; scars on her wrists; drank bleach;
    i took too many tablets; hoarding tablets; my 13 yr old daughter told me tonight she doesnt want to live anymore;
    teenage son talking about ending his life; 14 year old cutting herself what do i do;
    what to do if your child is suicidal; how do i stop my daughter self harming;
    son says he would rather die than go to school; my child said he wants to be dead;
    my boy said hed be better off not here; son threatens to jump out the window;
    daughter says she's going to take all her tablets; she tried to overdose last night;
    in a and e with daughter after overdose; he said goodbye to his brother like forever; found a noose in his bedroom;
    she writes about death in her diary; he told his teacher he wants to die; my ten year old keeps saying kill me;
    she keeps saying i wish i was never born; he says no one would care if he died;
    my daughter scratches her arms with a compass; she burns herself; pulling blade out of sharpener;
    my daughter takes apart sharpeners to cut; hes been cuting his arms; shes bin cutting herslf; sons suisidal;
    dorter is suicidle; he wonts to die; she dosnt want to be alive; hes gona kill himsef;
    he sed he wants to kil himself; my son keeps trying to strangle himself with a belt;
    my child puts things round his neck; she held a knife to her throat; son holding a knife to himself;
    he runs into the road wants to get run over; she says she hears voices telling her to do it;
    mental health emergency child; how to get emergency mental health help for child;
    who do i call if my child is suicidal; suicidal child helpline; crisis number for teenagers;
    camhs out of hours crisis; child suicide; teen suicide warning signs; suicide risk; my autistic son wants to die;
    my autistic son says he wants to be dead because of school; school is making my daughter suicidal;
    school anxiety suicidal; my daughter tried to kill herself because of bullying; bullied so badly he wants to die;
    my son is so low he doesn't want to carry on; he says there's no point anymore; he sees no future;
    she has lost the will to live; hes got a plan to end his life; i think my daughter might kill herself;
    scared my son will kill himself; worried my child will harm himself;
    afraid to leave her alone in case she hurts herself; i'm terrified he's going to do it; i cant keep my child safe;
    i cant keep her safe tonight; my child isnt safe; i cant go on like this; i cant cope any more;
    i'm at the end of my tether; i feel like ending it; im so tired i dont want to be here;
    i want to kill myself because of my sons school; i might hurt my child; im scared i will hurt my baby;
    i hit my son and i feel terrible; i feel like giving up; i'm going to snap and hurt him; i have had enough of life;
    my son keeps hitting me; my teenage son is violent at home; my daughter punches me;
    he has smashed the house up and attacked me; my son pulled a knife on me; scared of my own son;
    child violent to siblings; my son tried to strangle his sister; he is hurting his little brother;
    i dont want to live; i just want to die; i want to be dead; i wanna kill myself; want to kill my self;
    i hurt myself; i keep hurting myself; i cut my arms; how do i stop cutting; i took some pills;
    i've taken too many pills; i feel so alone and want to die; nobody cares about me; no one loves me;
    my life is pointless; life is not worth it; i cant live anymore; i cant do it anymore i want out;
    i hate being alive; everyone hates me i want to die; i want to run away; my dad hurts me; my dad is hurting me;
    dad punches me; my step dad hits my mum; mums boyfriend touches me at night; my grandad touched me;
    a man at church touched me; someone is touching me and i dont like it; my coach sends me rude pictures;
    he wants naked pics of me; someone has my nudes; i was sexually assaulted; im being raped; im scared to go home;
    i dont want to go home; im scared of mum; my mum locks me in my room; mum hits me with a belt; my parents beat me;
    my parents hit me; my family want to send me away to get married; they are forcing me to marry;
    my brother beats me up; bad things happen at home; something bad happened to me; my uncle does things to me;
    i get hit; i got beaten; dad throws things at me; he hurt me; she hurts me; they hurt me; hes going to kill me;
    i'm not safe; i am in danger; help im scared; please someone help me; can someone help me please;
    i need to talk to somebody; pupil disclosed self harm; pupil has said he wants to die; student disclosed abuse;
    child disclosed sexual abuse; disclosure of abuse at school; pupil cutting in toilets; pupil says her dad hits her;
    child says mum hits him; child came in with bruise on face; i think a child is being abused; suspect child abuse;
    physical abuse; emotional abuse; worried about a child being neglected; i think a pupil is being groomed;
    pupil at risk of suicide; suicidal pupil; self harm at school; concerned a child is being harmed at home;
    female genital mutilation; gang is threatening my son; drug dealers are after my son; my son owes money to dealers;
    child trafficked; my daughter hasn't come home; my son is missing; my 15 year old has disappeared;
    my daughter wants to end it; i think my son is going to do something to himself;
    my lad says he dont wanna be here no more; my girl told me she would be happier dead;
    he keeps on saying he should just die; she is writing goodbye letters;
    my child is talking about heaven and wanting to go there; daughter tried to take her life; my son attempted suicide;
    suicide attempt school; what do i do after suicide attempt; he has a suicide plan;
    my wee boy wants to kill himself he is only 7; my 8 year old talks about killing himself;
    she says she is going to hang herself; tried hanging himself; he wrapped a cord around his neck;
    she swallowed batteries; she's took a load of pills; daughter has overdosed; taken an od;
    her arms are covered in cuts; cuts all over her legs; fresh cuts on daughters arm;
    my son punches himself in the face; my son headbutts the wall; he scratches himself till he bleeds;
    she picks at her skin until it bleeds; my autistic son hits his head when upset;
    she pulls out her hair and hurts herself; self injury autism; sefl harm; self harmin; my dauhgter is self harming;
    sucidal thoughts; suisidal; suicial; sucidle; siucidal; suicidel; feeling suicidal; im feeling sucidal;
    i am having suicidal thoughts; i keep thinking about killing myself; thoughts of ending my life;
    thinking of ending things; i dont think i can carry on; i cant carry on; i can't keep going; i just cant anymore;
    i dont see the point anymore; what is the point in being alive; why am i even alive; why was i born;
    i should never have been born; i wish i never existed; i dont deserve to live; i deserve to die;
    the world would be better without me; my family would be better off if i was dead; they would be happier without me;
    im a burden to everyone; i feel worthless; i feel empty inside; i feel dead inside; i hate living;
    im done with life; i am tired of living; tired of being alive; i want to go to sleep and not wake up;
    i hope i dont wake up tomorrow; let me die; kill me; just kill me now; i want someone to kill me;
    i want to jump off something; im going to jump in front of a train; how to tie a noose; how to hang yourself;
    how to overdose; what happens if i take 20 paracetamol; how deep to cut; ways to self harm without anyone knowing;
    hide self harm scars; relapsed self harm; i cut too deep; i cut and it wont stop bleeding; ive cut myself badly;
    im hurting myself; i want to hurt myself; i feel like hurting myself; urge to cut; i need help im suicidal;
    help i want to die; im scared of what i might do; i might do something; im scared i will hurt myself;
    im not ok i want to die; nobody would care if i died; no one would notice if i was gone;
    everyone would be happier if i was gone; i want to run in front of a car; my dad keeps hitting me;
    dad hit me with a belt; dad gets drunk and hits us; my dad punched my mum; my stepdad is abusing me;
    my stepdad beats my mum up; my mum hurts me; mum pushed me down the stairs;
    mum throws stuff at me and calls me names; my foster carer hurts me; my carer hits me; my older brother touches me;
    my cousin raped me; i was raped at a party; a boy forced me to have sex; a boy at school keeps touching me;
    someone at school touched my daughter; a teacher touched me; teacher is messaging my daughter sexual things;
    older man texting my daughter; my daughter is talking to a man online who wants pictures;
    someone threatening to post my nudes; being blackmailed on snapchat; sextortion;
    he makes me do stuff i dont want to; i dont feel safe with my dad; i'm scared of my mums boyfriend;
    scared my dad will hurt my mum; i am afraid to go home; i dont want to go home cos my dad hits me;
    dad locks me in the shed; they dont feed me; im hungry all the time mum doesnt feed me;
    my mum left me on my own for 3 days; no one looks after me; children left on their own next door;
    neighbours kids screaming every night; i can hear my neighbour beating her child; child being beaten next door;
    worried about my neighbours kids; my ex hits the kids; my ex husband threatened to kill us;
    my ex threatened to take the kids and kill himself; my partner hits me in front of the kids;
    im in an abusive relationship; my husband is controlling and violent; fleeing domestic abuse;
    my son is being abused by his dad; daughter says her stepdad touched her; my grandson is being hurt;
    my granddaughter told me daddy hurts her; my nephew has bruises; child has belt marks; pupil with black eye;
    student says she is scared to go home; boy in my class says mum hits him; a child told me they are being hurt;
    a child told me a secret about abuse; pupil being sexually exploited; cse concerns; child criminal exploitation;
    my son is running drugs; my son is carrying a knife; he has been stabbed; someone wants to stab my son;
    my son got jumped and beaten; my son got beat up on the way home; gang want to kill my son;
    my daughter has run away; my child has gone missing; hasnt come home from school; my teen ran off last night;
    they want to take me abroad to marry; being forced into marriage; my child attacked me with scissors;
    my son threatens to kill me; my 12 year old hits and bites me; my daughter kicks and punches me;
    he tried to strangle me; my brother hurts my mum; kid is going to shoot the school;
    pupil says he wants to kill someone; i want to kill someone; i want to stab someone; i think i might hurt someone;
    she collapsed and is not breathing; child not waking up after pills
    """
)
"""Who to call is shown for each of these."""

CRISIS_LATER = _phrases(
    """
    my boy keeps saying he wants to end his life; daughter 15 says she has nothing to live for;
    child said i want to kill myself at bedtime; he wrote i want to die on his homework;
    shes told her friends shes going to overdose; my kid drew a picture of himself dead; he asked me how to die;
    my son told camhs he has a plan to kill himself; should i take my suicidal child to hospital;
    what counts as suicidal in a child; my teenager is cutting; my daughter cuts her thighs;
    i found blood on her sleeves; found blades in pencil case; she uses a razor on her arms;
    my little girl bangs her head and says she hates herself; 10 year old self harm; selfharming; self-harming teenager;
    sucide help; suicudal; i feel suicidle; suisidal thots; wnt to die; i want 2 die; i dnt want 2 live;
    i dont wanna live; dont wanna be here; i wish i could just disappear; cant carry on like this;
    i really cant go on any more; i cant live like this any longer; i want to end everything; whats the point of living;
    why should i live; i dont care if i die; i want to hurt myself so bad; i hurt myself when im sad; i punched myself;
    i burnt my arm on purpose; i scratch myself; i keep thinking about dying; i think about death every night;
    my head tells me to hurt myself; voices tell me to kill my mum; hearing voices; i took 30 pills what do i do;
    swallowed loads of tablets; drank bleach what do i do; my daughter drank a bottle of calpol;
    took all her antidepressants; he jumped off the roof; she ran in front of a car on purpose; standing on the bridge;
    on the train tracks; he has a rope; tied a scarf round her neck; hes saying goodbye to everyone;
    im suicidal and my son is off school; i am a mum and i cant cope any more;
    i feel like killing myself over this school stuff; school has driven me to suicide; my husband is suicidal;
    dad beats us up; mum beats me; my dad smacks me hard; my step mum hits me when dads at work;
    my nan hits my little brother; my brothers mate touched me; he raped me; im scared of him he hurts me;
    he said hed kill me if i tell; someone is sexually abusing my child; i think he is being abused;
    my daughter was sexually assaulted at school; assaulted on the way to school; my ex is violent to the children;
    my boyfriend hits my kid; social services wont help my ex is hurting my son; there is violence at home;
    i am a victim of domestic abuse; child witnessing domestic violence; shes got bruises all over her;
    burns on a childs hands; my friend is being hurt by her dad; my best mate says she wants to die;
    my friend is self harming what do i do; my friend is going to kill herself; im worried about my friend shes cutting;
    my girlfriend says shell kill herself if i leave; a kid in my class says his mum hits him; i saw a man hit a child;
    i saw a bruise on a pupil; i suspect neglect; child is left alone all night; kids are starving next door;
    they lock me in; i ran away from home; i have nowhere safe to go; im not safe here; its not safe at home;
    i need help now please; please someone help; emergency; someone is going to hurt me; he is outside with a knife;
    a boy threatened to stab me; they said they will kill me; they are going to beat me up after school; i got jumped;
    my son was attacked; gang wants him to sell drugs; groomed online; a man online is asking for photos;
    someone shared my nudes; they are making me get married; fgm risk; my child has disappeared;
    shes run off and i cant find her; missing teenager; phone number for childline; number for samaritans;
    suicide hotline; mental health crisis line; how do i get crisis team; my son is in crisis;
    my daughter is having a mental breakdown; hes having a psychotic breakdown; my child isnt breathing;
    hes unconscious; my child no want live; son is saying bad things about killing himself; daughter say she want die;
    he want to kill him self; gonna off myself; gonna neck myself; end me; i want to be gone;
    i just want to disappear forever; i want everything to stop; i want the pain to go away; please let me die;
    i hope i get hit by a car; hope i die in my sleep; my life is over; my life is ruined i want to die;
    life is too hard i give up; i give up on life; im so done; im a waste of space; im useless everyone hates me;
    i hate who i am; i hate my body i want to cut it; i want to rip my skin off; ripping my skin off;
    digging nails into arm until it bleeds; she stabs herself with a compass; she stabs pencils in her leg;
    he burns himself with a lighter; he hits himself with things; biting his arms until they bleed;
    my son strangles himself when angry; my son threatens to stab himself; holding a knife to his own throat;
    he said he would rather be dead than go to school; she would rather die than go back to school;
    he says school makes him want to die; school is making me want to kill myself; bullies make me want to die;
    they tell me to kill myself; kids at school tell her to kill herself; someone told my daughter to kill herself;
    she googled how to die; search history how to kill yourself; i found a suicide letter;
    i think she is going to take her life; scared to leave him on his own in case he does something;
    i have to watch her all night so she doesnt hurt herself; hiding all the knives and tablets from my daughter;
    locked up all the medicine she wants to overdose; 24 hour watch suicidal; child on suicide watch;
    camhs said go to a&e if suicidal; a&e mental health child; what happens if i ring 999 for suicidal child;
    do i call 999 or 111; ring 111 for child mental health; my dad shouts at me and hits me;
    he pushed my mum down the stairs; mum is being hit; my mum gets beaten by her boyfriend; my dad kicked me;
    my mum bit me; my dad burned me; my dad chokes me; dad put his hands round my throat; dad held me down;
    i am being touched; he puts his hand down my pants; he comes in my room at night; he gets in my bed;
    my teacher kissed me; a grown up kissed me; my boss is being sexual with me; my boyfriend forces me;
    my boyfriend hits me; i was spiked; i was drugged and raped; sexually harassed at school;
    boys keep grabbing me at school; hes sending me sexual messages; child sending sexual pictures;
    my child saw porn of a child; my uncle made me watch porn; step dad is creepy and touches me;
    my ex snatched my child; my ex wont give my son back; dad is drunk and has a knife;
    parents fighting hitting each other; mum and dad hit each other; my parents dont feed us;
    no heating no food mum is always drunk; my mum is drunk and passed out; my dad takes drugs and leaves us;
    my carers lock the fridge; i am scared to tell anyone what he does; i cant tell anyone what is happening at home;
    something is happening at home and im scared;
    help my daughter wants to kill herself tonight; my son keeps telling me he would be better off dead;
    he says he is going to hurt himself; she has been cutting for months; my daughter has cuts on her legs;
    i caught my son cutting; son sucidal what now; daughter tryed to kill herself;
    my child has taken an overdose of paracetamol; he put a plastic bag over his head; she tried to suffocate herself;
    my son said he doesnt want to be alive any more; my 7 year old says he hates his life;
    he wants to go to heaven to see grandad; she is not safe to be left alone; child talking about suicide at school;
    student suicide; teenage suicide help; my autistic daughter self harms; he smashes his head on the floor;
    i feel like i want to die; i don't want to be here no more; i wanna end it; i want to end my life;
    im going to kill myself tonight; i am thinking of suicide; i can't do this anymore; i cant take any more;
    nobody cares if i live or die; i want to be dead so bad; i self harm; how do i stop self harming;
    ive been cutting myself; i took too many paracetamol; i need help i took an overdose; my dad beats me up;
    my dad is abusive; mum keeps hitting me; my stepdad touches me; my mums boyfriend hurts me; my brother abuses me;
    someone is abusing me; im being abused by my uncle; i get hit at home; dad hit me in the face;
    i am scared of my dad; i dont feel safe; im not safe at home; somebody is hurting my child; somebody hit my son;
    my ex partner is abusing our children; husband hits our daughter; my partner hurt my baby;
    i think my daughter is being sexually abused; daughter raped; she was groomed by an older man;
    child being hit by parent; worried about a child next door; i want to report child abuse; domestic abuse help;
    he threatened to kill us; threatened with a knife at school; my son has been stabbed;
    my child went missing last night; hes threatening suicide if i make him go to school; abusd; overdos; self hrm
    """
)
"""As above; written after the recogniser."""

ORDINARY = _phrases(
    """
    study skills; cutting lessons; work experience; die cutting; exam killed my confidence; hit attendance target;
    self esteem; self assessment; self study; self isolation; self referral to camhs;
    suspended for hitting another pupil; excluded for hitting a teacher; my son hit a teacher; my son hit another child;
    excluded for assault; suspended for threatening behaviour; excluded for bringing a knife to school;
    excluded for verbal abuse; suspended for fighting; excluded for violence; excluded for swearing;
    permanently excluded for drugs; sent home for kicking off; kicked out of school; my son got kicked out of school;
    kicked out of class; school is killing me; homework is killing my child; this is killing us; council is hopeless;
    school threatening me with a fine; council threatened us with court; threatened with prosecution;
    threatened with exclusion; school threatens to deregister my son; school keeps threatening me with fines;
    my dad died; her grandad died and she wont go to school; my mum is dying; bereavement leave school;
    death in the family; nan passed away; bereaved child off school; absence for funeral; emergency annual review;
    emergency review of ehcp; emergency contact form; emergency school place; in danger of exclusion;
    danger of losing his place; in danger of failing gcse; dead end with the council; deadline for appeal; deadlines;
    dying to go back to school; doesn't want to live with dad; doesnt want to go to school;
    my child doesn't want to go on the school trip; cant go on school trip; he cant go on the bus;
    cannot go on residential; cant go to school; he wont get out of bed; my son wont wake up for school;
    she wont wake up in the morning; cant get him to wake up; cant do this homework; he can't do maths anymore;
    he cant cope in class; she cannot cope with noise; my son cant cope with school;
    my daughter can't cope with lessons anymore; child cannot cope with full time; school cant cope with him;
    he can't take exams anymore; panic attacks at school; panic attack; anxiety attack in class; asthma attack;
    heart condition and school; burnt out; autistic burnout; burned out parent; cut off from friends; budget cuts;
    school cut his hours; cutting his timetable; cut down hours; cut his finger in DT; hair cut;
    not allowed in school because of haircut; hurt his leg; broken leg; broke her arm at school; hurt her back;
    hurt his ankle and cant walk; head injury return to school; hurt feelings; hit hard by anxiety;
    hit with a penalty notice; hit by a fine; hit puberty; hit rock bottom attendance; hits attendance threshold;
    beat the fine; how to beat the council at appeal; attack on disabled children rights; harm test; significant harm;
    reasonable cause to suspect significant harm; threshold of harm; strategy discussion; section 47;
    safeguarding policy; safeguarding lead; designated safeguarding lead; safeguarding training; child protection plan;
    child in need; children's social care; social services; social worker involved; child in care; looked after child;
    foster carer; MASH referral; early help consent; bullied; my son is being bullied; bullying at school;
    cyber bullying; bullied for being autistic; not safe at school; my child does not feel safe at school;
    not safe in class; unsafe on the bus; unsafe taxi; safe space; safe place in school; is it safe to send him in;
    school says it is not safe to have him in school; scared of school; scared to go to school; terrified of school;
    afraid of the teacher; afraid of exams; frightened of other children at school; school phobia; scared of tests;
    fear of failure; missing school; my child is missing school; missing education; child missing education;
    missing too much school; missing lessons; gone missing from register; missed exams; missing coursework;
    running away from school; runs out of class; walks out of lessons; leaves the classroom; absconding from school;
    run around by council; violent behaviour at school; aggressive behaviour in class; challenging behaviour; meltdown;
    meltdowns before school; meltdowns after school; masking; shutdown; demand avoidance PDA; hates school;
    hates his school; hates her teacher; my son hates going to school; hates maths; hates exams; depressed;
    my child is depressed; depression and school; low mood; anxiety; separation anxiety; selective mutism;
    eating disorder and school; anorexia inpatient; tics; long covid; chronic fatigue; ME CFS school;
    migraine attendance; epilepsy and school; diabetes care plan; seizures at school; asthma plan; allergies at school;
    medication at school; give medicine at school; school wont give my child his tablets; ADHD medication;
    takes tablets at school; paracetamol at school; paracetamol policy; can school give ibuprofen; drug policy;
    drugs found in bag; vaping; smoking; caught vaping suspended; weapon policy; knife crime lesson; alcohol policy;
    sex education; relationships and sex education opt out; online safety; mobile phone policy; uniform; toilets;
    restrained at school; restraint; isolation; isolation booth; seclusion; internal exclusion; detention; managed move;
    off rolling; off rolled; deregister; home education; elective home education; flexi school; taxi; school transport;
    transport to alternative provision; travel costs; bus pass; truancy fine; truancy; bunking off; skiving;
    fixed penalty; summons; magistrates court; single justice procedure; court date; going to court;
    criminal record for absence; prison for truancy; can i go to prison for my child not going to school;
    education supervision order; parenting order; attendance order; notice to improve; unauthorised absence;
    authorised absence; term time holiday; holiday fine; illness code; code I; code B; code C2; attendance 90%;
    attendance 50%; severe absence; persistent absence; first day calling; ewo; education welfare officer;
    home visit from attendance officer; statement of SEN; EHCP; EHC plan refused; tribunal; mediation;
    mediation certificate; appeal deadline; section I; section F; section 19; caseworker; EHCP coordinator;
    annual review; SENCO; SEN support; 1:1 support cut; one to one support; access arrangements; extra time;
    exams at home; GCSE; sixth form; college; apprenticeship; post 16; leaving school at 16; part time timetable;
    reduced timetable; phased return; soft start; half days; going back; reintegration plan; home tutor; online school;
    alternative provision; PRU; hospital school; hospital teaching; in patient unit; discharged from hospital; CAMHS;
    CAMHS waiting list; CAMHS discharged us; educational psychologist; GP letter; sick note; fit note; medical evidence;
    consultant letter; ombudsman; complaint; complain about headteacher; complain about teacher; governors;
    academy trust complaint; equality act; disability discrimination; reasonable adjustments; young carer;
    single parent; working parent losing job; lost my job because of school refusal; exhausted parent;
    support for parents; parent support group; siblings; divorce and school; separated parents school decision;
    dad won't agree to home education; mum and dad disagree about school; moving house; moved area no school;
    traveller children; refugee child school place; in year admission; waiting list for school; school full; year 11;
    year 7 transition; primary school; reception age; nursery; deferred entry; summer born; gifted child bored;
    child bored at school; friendships; no friends at school; lonely child; exclusion appeal; independent review panel;
    governors meeting; day six; sixth day provision; sent home early; cooling off; kept off school; unlawful exclusion;
    suspension; suspended 5 days; how many days suspension; school policy; live online lessons; where do we live;
    living in another county; lives with dad in wales; child lives with grandparents; cut through the jargon;
    how does it end; when does compulsory school age end; end of year report; end of key stage;
    end date of part time timetable; my job is to help; help with letter; help for my child; help with EHCP;
    help me write a letter; help me appeal; i need help with a letter; i need help with ehcp; who can help me;
    who do i call at the council; who do i speak to about transport; urgent school place; urgent letter;
    deadly allergies; life skills; work life balance; everyday life in hospital; life after exclusion; take a test;
    take it to tribunal; can't take it to appeal; give up work to home educate; give up my job;
    should i give up on school; giving up on mainstream; no point in going to school; whats the point of an ehcp;
    what is the point of a panel; reason for absence; no reason given; good reason for absence;
    tired of waiting for camhs; sick of the council; sick of school; sick child; sickness return; fed up with school;
    had enough of school; done with mainstream; hopeless SENCO; useless council; trapped nerve; trapped in the system;
    wants to be home educated; wants to leave school; want to change school; wants to go to college;
    my child wants to stay at home; doesn't want to be at school; doesn't want to be here at school;
    does not want to be in class; i dont want to send him to school; i dont want a fine; i dont want to go to court;
    wish list for school; rather be at home; touch typing; keep in touch; in touch with school; voice of the child;
    pupil voice; hearing impairment; hearing date; tribunal hearing; visual impairment; hearing loss;
    bleeding heavy periods school; nose bleeds; period pain; collapsed lung; stroke child; breathing exercises;
    choking hazard; breakdown of placement; placement breakdown; school breakdown; attendance crisis; SEND crisis;
    crisis in SEND; school funding crisis; cost of living; food poisoning; free school meals; packed lunch;
    breakfast club; hang out with friends; hanging out; shoot for the stars; shooting pains; hunting for a school;
    punch holes in folder; lunch; the bridge school; bridge project; train to school; train driver apprenticeship;
    train tickets; jump a year; skip a year; fire drill; knife and fork occupational therapy; razor sharp;
    scissors skills; blade runner; dance; drama; forms; report; timetable; register; abuse of process;
    drowning in paperwork; lost in the system; lost letter; lost my appeal; lost all confidence; lost hope in school;
    neglecting his studies; school neglected his needs; needs neglected by council; council neglect of duty;
    teacher shouting; teacher shouts at class; shouted at by teacher; shouting in class; teacher picks on my son;
    teacher hurt his confidence; grabbed his bag; gang of friends; stalling council; ghosted by school;
    school ignoring emails; council ignoring me; nobody answers; nobody will help us; nobody listens at school;
    no one cares about his education; nobody cares about my child's education; alone in class; work alone;
    home alone age; left alone in corridor; lone working; my child is on his own at school; locked out of account;
    locked out of online learning; locked toilets; force my child to go to school; forcing child into school;
    dragging him into school; physically carry him to school; do i have to force him; push him into school;
    pushed too hard; pushed out of school; school pushing home education; school pushed us; pressured to deregister;
    made to sit in corridor; made him sit outside; told to keep him at home; told to collect him; asked to leave;
    asked to keep her home; how to get my child to school; my child wont go to school;
    my daughter refuses to leave the house; school wont authorise absence; can i be fined if my child is ill;
    my child has tummy aches every morning; he screams every morning before school; she cries every day about school;
    he hides under the bed; she locks herself in the bathroom before school; he locks himself in his room;
    crying at school; angry child after school; explosive child; he lashes out; he throws chairs;
    my son throws things in class; autistic child hitting at school; asd meltdown hitting;
    SEN child hits teaching assistant; my daughter got suspended for a fight; my son was in a fight; fight at school;
    punching walls; my son punches walls; smashing up classroom; damage to school property excluded; theft exclusion;
    sexual misconduct exclusion; physical assault against a pupil exclusion;
    threatening behaviour against an adult exclusion; behaviour policy; anti bullying policy; kids are mean to him;
    kids laugh at her; teased; name calling; racism at school; homophobic bullying; cyberbullying; stressed about exams;
    exam stress; gcse anxiety; perfectionism; afraid of failing; tired all the time; cant sleep; sleep problems;
    wont sleep until 3am; stays up all night gaming; gaming addiction; phone addiction; reversed sleep;
    insomnia melatonin school; teenager always in bed; teenager in bed all day; stays in his room all day;
    never leaves her room; isolated at home; no motivation; has no interest in anything; lost interest in school;
    given up on school; school has given up on my son; giving up on gcses; drop out; failing school; behind with work;
    catch up; how many days off sick; how many sessions; how many hours tuition;
    how many paracetamol can a child bring to school; first aid at school; accident at school; injured at school;
    concussion; hospital appointment; operation recovery; surgery time off; cancer treatment school; chemotherapy;
    dying of cancer parent; terminally ill parent; mum in hospital; dad in prison; parent with mental illness;
    parent with depression; family crisis grant; court order residence; contact with father;
    father wont let him go to school; custody dispute school; end of term; leaving date; ending home education;
    take off roll; taken off register; kill time at home; kill a mockingbird gcse; romeo and juliet death scene;
    death penalty essay; war poetry; macbeth violence; hate crime; hit list; hit the ground running; beat exam nerves;
    punch card; kick start scheme; kickboxing lessons; boxing alternative provision; cutting edge; hair cutting course;
    hairdressing course; cooking knife skills; life saving swimming; living skills course; animals;
    horse riding therapy; jumping jacks; trampoline; bridge; emergency closure; school closed snow; strike;
    fire alarm sensory; noise; too loud; crowded corridors; cant use the toilet at school; wetting himself;
    soiling himself; dress himself; feed himself; teaching himself at home; he isolates himself;
    keeps himself to himself; finds himself alone; believe in herself; she blames herself; he calls himself stupid;
    he thinks he is stupid; negative self talk; self regulation; self care; self esteem low; self confidence; cheque;
    benefits dla; carers allowance; universal credit; money; free laptop; printing; translation; interpreter; wales;
    scotland; what happens at the panel; what happens next; what happens if i ignore the letter;
    what if i lose my appeal; what if he never goes back; will my child be taken away;
    can social services take my child; social services threatened to take my children;
    school reported me to social services; false allegations by school; accused of fabricated illness; FII;
    school accused me of harming my child; safeguarding referral by school against me; parent blame; not my fault;
    i feel guilty; i feel like a failure; i feel like a bad mum; i feel so alone with this; i am so tired;
    i am exhausted; i'm overwhelmed; i am stressed; burnout parent; work dismissed me for time off; parental leave;
    what to do when my child is ill; my child has been off for three weeks; off sick with anxiety;
    letter from school about attendance; attendance meeting letter; school wants a meeting about attendance;
    do i have to go to the attendance meeting; how do i get a tutor; online tutor council pay; who pays for tuition;
    school wont send work; no work from school; school not marking work; is my child allowed to work from home;
    school says come in or get fined; school says his anxiety is not real; school does not believe me; school blames me;
    head teacher rude; no reply from SENCO; council has not replied to my email; council refuses to assess;
    refused EHC assessment; how to appeal refusal to assess; tribunal date; mediation phone number;
    annual review overdue; council missed deadline; 20 weeks passed; EHCP late; section F not delivered;
    speech therapy stopped; OT not provided; change of placement; special school place; school says cant meet need;
    school cannot meet needs; naming a school; EOTAS package; personal budget; direct payments; home tuition hours;
    five hours a week tuition; tuition only 2 hours; is 5 hours a week enough; council says wait for panel;
    panel said no; medical panel; hospital school referral; refer to medical needs team; medical needs policy;
    named officer health needs; section 19 refused; judicial review; legal aid; solicitor for education;
    free legal advice; IPSEA helpline; contact number SENDIASS; helpline; parent helpline;
    phone number council attendance team; number for school nurse; school nurse; GP will not write letter;
    paediatrician letter; autism assessment wait; adhd assessment; right to choose; sensory processing;
    sensory overload at school; ear defenders; lunch hall too loud; afraid of fire alarms; frightened of assembly;
    nervous about new school; anxious about transition; stomach ache every morning; vomiting before school;
    sick with worry; crying every night; screaming every morning; tantrums; running out of school; leaving site;
    hiding in toilets; refuses to get dressed; wont leave his bedroom; wont speak to anyone; wont talk about school;
    sleeping all day; exhausted after school; after school restraint collapse; child collapses after school;
    burned out from masking; mental health and school; mental health support team; counselling at school;
    school counsellor; therapy; play therapy; CBT; anxiety support; panic at school gates; cannot get through the gates;
    he freezes at the door; drop off is hell; mornings are hell; school run nightmare; school is making my child ill;
    school makes her miserable; miserable at school; unhappy at school; wants to move school; hates her new school;
    bored of school; falling out with friends; friendship problems; excluded from the group; left out at playtime;
    pushed over in playground; fell over at school; broke his wrist playing football; sports injury; bumped head letter;
    head lice; chicken pox how long off; flu absence; tonsils operation; glandular fever; POTS; ehlers danlos;
    crohns disease school; cancer; wheelchair access; lift broken; toileting; catheter at school; epipen;
    medicine policy; care plan; who writes the healthcare plan; risk assessment school; risk assessment for returning;
    risk of exclusion; at risk of permanent exclusion; at risk of fine; risk of prosecution; risk reduction plan;
    behaviour contract; on report; internal suspension; reset room; removed from lessons; kept in at break;
    sent out of class; sent home for uniform; haircut exclusion; nail varnish; phones banned; confiscated phone;
    suspended for vaping; suspended for hitting; suspended for biting; excluded for pushing a teacher;
    excluded after a fight; excluded for throwing a chair; expelled for having a knife; excluded because of meltdown;
    permanent exclusion for drugs; drugs dog at school; exclusion for threatening a pupil; exclusion letter wording;
    appeal permanent exclusion; governors upheld exclusion; SEN expert; reinstated; alternative provision quality;
    unregistered provision; is my child safe at alternative provision; transport to tribunal; school bus fight;
    missed the bus; train fare; moved to another county; council says other council; gypsy roma traveller education;
    army family moving; child in hospital in another county; adopted child school; kinship carer rights;
    grandparent guardian; parental responsibility; dad has custody; both parents fined; fine for each parent;
    cannot pay fine; pay fine in instalments; fine appeal; magistrates date; plead guilty or not guilty; section 444;
    interview under caution; PACE letter; parenting contract; school nurse drop in; pupil premium;
    elective home education deregistration letter; can i home school; home visit EHE;
    return to school after home education; college at 14; functional skills; entry level; GCSE retake;
    exam board late entry; predicted grades illness; special consideration; mock exams missed; uni application gap;
    apprenticeship at 16; NEET; careers; cut my hours at work; cut benefits; child benefit stopped; lost job;
    work threatening to sack me; employer wont let me work from home; how to survive half term; survive the holidays;
    dead phone; die in minecraft; killed in fortnite; fortnite; screen time; shooting games; violent video games;
    horror films; bad dreams; scared of the dark; scared of dogs; scared of lifts; scared of being sick; emetophobia;
    afraid of needles; blood test; needle phobia; fear of dying health anxiety; afraid of the doctor; sad;
    grief counselling; dad left; parents splitting up; new baby; moving in with grandparents; bitten by a dog;
    allergic reaction; stung; burnt hand in food tech; cut finger cooking; hurt knee cant walk to school
    """
)
"""Nothing but pages is shown for these."""

ORDINARY_LATER = _phrases(
    """
    my child has been ill for a month; sick for 3 weeks with a virus; how long can school wait before sending work;
    does the school have to send work home; work packs; online lessons; livestream lessons; who marks the work;
    how do i write to the council; template letter; send letter to council; letter before action;
    EHCP annual review meeting; early review; appeal form; SEND tribunal how long; mediation adviser;
    wait times tribunal; school named in section I; council wont name the school; placement ended;
    school ended his placement; school wants to end the plan; cease to maintain; council ceased plan; final plan;
    draft plan 15 days; amend plan; panel decision; medical panel refusal; killer facts for tribunal; smashing phonics;
    deadline to comment; last day to appeal; lost the letter; missed the deadline; missed appeal;
    absence code for CAMHS appointment; dentist appointment code; late marks; late every day; late for school fine;
    school gates locked; locked gate lateness; lockdown anxiety; attendance dropped to 60; attendance hit 89;
    attendance below 90; attendance target missed; attendance award unfair; leave of absence refused; holiday refused;
    grandparent funeral leave; wedding leave; religious festival absence; child performer licence; sports event leave;
    strike days; snow day code; school closed heating; RAAC closure; school trip anxiety; residential trip refusal;
    swimming lessons; PE kit detention; detention for lateness; detention refusal; behaviour points; isolation room;
    removal room; reset room all day; shouting teacher; strict teacher; scary teacher; afraid of one teacher;
    frightened of maths teacher; worried about secondary school; worried about sats; panic about exams;
    my son is anxious; very anxious teenager; my daughter is struggling; struggling to get to school;
    struggling with reading; dyslexia; dyscalculia; dyspraxia; ADHD and exclusion; autism and exclusion; tourettes;
    PANDAS; trauma; attachment; child had an accident; car accident recovery; broken arm; stitches; burn recovery;
    scald treatment time off; leukaemia; kidney transplant; heart surgery; hospital tuition; ward teacher;
    tier 4 unit education; discharge meeting; home education approach; home education by council;
    teach my child at home; unschooling; tutor agency; free tutor; oak national academy; laptop from school;
    internet at home; wifi; transport refused; minibus; escort; travel training; school bus bullying; school bus;
    walking to school alone; walk home alone; left to walk home alone; home alone after school age; wraparound care;
    after school club; childcare; reduced hours agreed; hours increased; go back full time; go back after 6 months;
    scared to go back; afraid to go back to school; doesnt want to go back; he doesnt want to go in; she wont go in;
    he will not leave the car; cant get him in the car; cant get her out of the door; cannot get her dressed;
    cannot make him go; cant force him; i cant do this alone with the school; i cant do maths homework with him;
    i cant take time off work; cant take him to school I work; cannot go to the meeting;
    cannot carry on with home tuition; carry on with A levels; carry on learning at home; keep going with therapy;
    hope for the future; whats the point of a healthcare plan; point of contact at school; reason to refuse section 19;
    no reason to exclude; end of term exams; when does the plan end; end of placement; it ends in july;
    life after school; life in year 11; healthy life; private life; private school; private tutor; private diagnosis;
    private pictures in school newsletter; photos consent; data protection; subject access request; my child's records;
    who sees my child's file; share information with GP; consent to share; complain to ofsted; complain to DfE;
    ofsted report; report a school; report absence; report card; reported to council by school; school reported us;
    accused; false accusation; sanctions; hit by cuts; SEN budget cuts; cutting TAs; cut to four days; cut support;
    cut out of meeting; stuck; drowning in forms; burnt out mum; worn out; end of term burnout; overwhelmed;
    I need a break; respite; short breaks; young carers; parents evening; coffee morning; local offer;
    parent carer forum; attendance letters are scaring me; i'm scared of the court letter; scared of losing my job;
    terrified of being fined; worried sick about the fine; i am scared my child will be excluded;
    scared they will take him off roll; worried he will fail his gcses; worried about his future;
    worried about her mental health; worried about exams; worried school will fine us; concerned about attendance;
    concerned about lack of support; school concerned about attendance; my son says school is boring;
    she says the noise hurts; noise hurts his ears; his tummy hurts; head hurts every day; it hurts to walk;
    legs hurt in PE; shoes hurt; bumped his head; he hit his head in PE; hit head at school; fell and cut knee;
    cut on his knee; bit his tongue; scratched eye; burnt his hand at school; poison ivy rash;
    swallowed a coin x ray absence; took a day off; took him out of school; taking my child out of school;
    take her out for a week; take her out of lessons; taken to court; took all his books home; took all week to reply;
    took too many days off; so many letters; too many appointments; too many tests; too many children in class;
    how many days; how many letters; how many fines; how many times can they fine; pills for travel sickness;
    tablets for class; ipad tablets in school; tablet computer for home learning; razor scooter; blade server;
    rope access; ropes course trip; jump into year 8; jump from 2 hours to full time; running late; running club;
    run a parent group; walk out of school; walks out of class; walked out of exam; leave school early;
    leaving school in year 11; leave the house; cannot leave the house; left school; left in tears; in tears; crying;
    upset; sad about leaving; missing friends; missing his friends; missing her old school; miss school;
    goodbye assembly year 6; say goodbye at the gate; cant say goodbye at school gate; saying goodbye at nursery;
    end of year party; ending the call; ending support; end of CAMHS support; closing our case; case closed; touch wood;
    touching cloth; sensory touch; does not like being touched; hates being touched; does not like people touching him;
    hates loud places; hates crowds; hates writing; hate letters from council; no point appealing; nothing works;
    nothing helps; nothing to do at home; nothing left to try; at my wits end; losing my mind; going mad;
    driving me mad; cant think straight; cant see the point of GCSEs; sick and tired of emails;
    had enough of this school; had enough of school threats; done with this school; gave up on CAMHS;
    give up my flat to move catchment; give up work; everything is online; everything about EHCP;
    what is a section 19 duty; help with attendance; can the school fine me; how to stop a fine;
    how to get a home tutor; my son has been off for six weeks; daughter wont leave her room; he wont do any work;
    child too tired for school; child with cancer schooling; child with broken leg; ill child no education;
    school nurse referral; anxiety letter from GP; how to write to the ombudsman; how to get an EHCP;
    council broke the law; council breaking the law; school breaking the law; kill the rumour; school broke promises;
    broke his glasses at school; broken promises; hit the 15 day mark; hit 10 sessions; attendance dead line;
    dead battery laptop; cut and paste letter; cut off date for applications; cutoff date;
    live in kent school in medway; lives with grandparents; living with dad part of the week; suffering with anxiety;
    suffering from stress; attack of asthma; severe asthma hospital; burning the candle; abused the system;
    harmful to his health; harm caused by absence; prove my child is ill; danger of losing school place;
    emergency timetable; end the placement; ending the EHCP; end date for tuition; bully policy;
    child is bullied at school every day; scared of bullies; afraid of bullies at school;
    frightened to go into school; worried about bullying; he is scared to go in; unsafe school building;
    unsafe playground; school not keeping my child safe; suspended for punching; excluded for hurting another child;
    excluded for carrying a weapon; excluded for assaulting a teacher; permanently excluded for violent behaviour;
    teacher assaulted pupil excluded; jumped the queue admissions
    """
)
"""As above; written after the recogniser."""


ALSO_CRISIS = _phrases(
    """
    emergency; danger; worried about harm; abuse; I cannot cope; suicidal; self-harm; does not want to live; overdose;
    somebody is hurting me; not safe at home; domestic violence; run away; missing from home; at the end of my tether;
    assaulted at school; beaten up at school; sexual assault at school; sexual harassment at school;
    threatened by other pupils
    """
)
"""Words that a page promises to be found by (`find:`), and for which who to call stands before that page."""

YOUNG = _phrases(
    """
    i want to die; i dont want to be alive anymore; i want to kill myself; kms; i cut myself last night; iwanttodie;
    wanna die; dont wanna be here; i wish i was dead; i hate my life; everyone would be better off without me;
    i took too many tablets; my dad hits me; my mum hits me; dad beats me; my stepdad hurts me; my uncle touches me;
    he touches my private parts; someone is touching me and i dont like it; im scared to go home; i was raped;
    mum doesnt feed us; my brother hits me every day; help me; i need someone to talk to; how to kill myself;
    i feel suicidal
    """
)
"""Words that are a young person's own: the way on begins with the part for them."""

ABOUT_OTHERS = _phrases(
    """
    my son is suicidal; my dauhgter is self harming; she keeps cutting herself; hes threatening to kill himself;
    my child does not want to live; my 9 year old says he wants to kill himself; i think my daughter might kill herself;
    i cant keep my child safe; im scared i will hurt my baby; dad hits him; my ex is hurting my daughter;
    my son hits me; pupil disclosed self harm; child came in with bruise on face; my husband hits my son;
    i am a mum and i cant cope any more; my friend is going to kill herself; report child abuse
    """
)
"""Words of somebody who is with a child, or about another."""

BY_OTHERS = _phrases(
    """
    dad hits him; my dad hits me; i am being abused; bruises on child; my uncle touches me; report child abuse;
    my ex is hurting my daughter; somebody is hurting me; im being hit at home; county lines; not safe at home;
    my daughter is being groomed online; child abuse; neglect; forced marriage
    """
)
"""Harm by another: the NSPCC, the police and children's social care are named."""

TO_ONESELF = _phrases(
    """
    i want to die; my son is sucidal; she keeps cutting herself; overdose; i cant go on; self harm;
    my daughter said she wants to die; mental health crisis; i took too many tablets; suicide note
    """
)
"""Danger to oneself: NHS 111, Samaritans and Shout are named, and not the police."""
