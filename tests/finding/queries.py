"""Forty searches in English over the demonstration trail, each with the page that must come first or among the first."""

from typing import NamedTuple


class Search(NamedTuple):
    """What somebody types, the title of the page they want, and up to which place it may stand."""

    words: str
    title: str
    up_to: int = 1


SEARCHES = [
    # Typos
    Search("Casino war cemetary", "Cassino War Cemetery and Memorial"),
    Search("kassino", "Cassino War Cemetery and Memorial", 3),
    Search("Musolini", "Mussolini is dismissed and arrested", 3),
    Search("Via Raselle", "Via Rasella", 3),
    Search("Primosle bridge", "Primosole Bridge"),
    Search("Anzio beachead museum", "Anzio Beachhead Museum"),
    Search("Stazema", "Sant’Anna di Stazzema: National Park of Peace"),
    # Accents and signs
    Search("Forli", "Forlì War Cemetery"),
    Search("FORLÌ WAR CEMETERY", "Forlì War Cemetery"),
    Search("Sant'Anna di Stazzema", "Sant’Anna di Stazzema: National Park of Peace"),
    Search('"Four Days of Naples"', "Four Days of Naples"),
    # Other forms of a word
    Search("liberating Rome", "The liberation of Rome", 3),
    Search("liberated bologna", "The liberation of Bologna"),
    Search("bombed abbeys", "The bombing of the abbey of Monte Cassino", 3),
    Search("crossing rivers Trigno", "The Trigno and the Sangro"),
    Search("museums of landings", "Landing Museum, Forte Sangallo", 3),
    # The names on the spot, and those in English
    Search("Fosse Ardeatine", "Fosse Ardeatine Mausoleum"),
    Search("Ardeatine caves", "Fosse Ardeatine Mausoleum"),
    Search("Siracusa", "Syracuse War Cemetery, Sicily"),
    Search("Quattro giornate di Napoli", "Four Days of Naples"),
    Search("Reggia di Caserta", "Royal Palace of Caserta"),
    Search("Abbazia di Montecassino", "Abbey of Monte Cassino"),
    Search("Cimitero di guerra di Bari", "Bari War Cemetery"),
    Search("Parco storico di Monte Sole", "Monte Sole and the Marzabotto memorial"),
    Search("Cimitero militare polacco di Bologna", "Polish War Cemetery, Bologna"),
    # Cemeteries by nation
    Search("Polish cemetery Monte Cassino", "Polish War Cemetery, Monte Cassino"),
    Search("american cemetery florence", "Florence American Cemetery"),
    Search("German war graves Futa", "German War Cemetery, Futa Pass"),
    Search("canadian cemetery Ortona", "Moro River Canadian War Cemetery", 3),
    Search("gurkha graves", "Rimini Gurkha War Cemetery"),
    Search("french soldiers cemetery Venafro", "French Military Cemetery, Venafro"),
    Search("greek cemetery", "Greek War Cemetery, Riccione"),
    # Stories, people
    Search("battle of Ortona", "The battle of Ortona"),
    Search("Hitler Line", "The Hitler Line is broken"),
    Search("Sher Bahadur Thapa", "Sher Bahadur Thapa at San Marino"),
    Search("Wladyslaw Anders", "Polish War Cemetery, Monte Cassino", 3),
    Search("Jews of Rome round-up", "The round-up of the Jews of Rome"),
    Search("armistice", "Cassibile armistice site", 3),
    # Dates
    Search("16 October 1943", "Former Ghetto, Largo 16 Ottobre 1943", 3),
    Search("bombing July 1943", "Rome is bombed for the first time"),
]
