"""How often the tables misbehave as real ones do: every rate in one place, all of them assumptions.

None of this may change a published figure: corrections net to the right amount, and who does not count is added
beside those who do.
"""

# --- claims ---------------------------------------------------------------------------------------------------------

#: Lines that were wrong at first: a credit line takes them back and a new line has the right amount.
CORRECTED = 0.01
#: Of these, how many are corrected months later: line numbers of a later billing round, in the same service month.
CORRECTED_LATE = 0.3
#: After how many months at most.
LATEST_CORRECTION = 6
#: Rows, of whatever kind, that stand in the file twice.
DUPLICATED = 0.002
#: Client-months with a second, smaller delivery form beside the main one (at providers that deliver both).
SECOND_FORM = 0.004
#: Of these, how many are exactly as large as the main one (which then wins as the earlier of the two).
SECOND_FORM_TIES = 0.25

# --- who does not count, per 1000 inhabitants of 75 and older -------------------------------------------------------

#: A valid indication and no care.
WAITING = {"4VV": 2.0, "5VV": 3.0, "4VG": 1.0}
#: The same from a day in the last two years on, at most: the list of GZ grows.
NEWLY_WAITING = {"4VG": 0.3, "6VG": 0.3}
#: One line a month that a credit line takes back in full: the month nets to zero.
REVERSED = {"5VV": 0.2, "6VG": 0.1}
#: The same, taken back twice: the month nets to less than zero.
REVERSED_TWICE = {"6VV": 0.06, "5VG": 0.06}
#: Care under a VV profile that does not count (9VV recovery, 10VV palliative).
OTHER_PROFILE = {"9VV": 0.4, "10VV": 0.2}
#: Care goes on after the indication has ended.
EXPIRED = {"4VV": 0.2, "3VG": 0.1}
#: Care without any indication; the profile is that of the product.
NO_INDICATION = {"5VV": 0.1}

# --- clients --------------------------------------------------------------------------------------------------------

#: Clients who keep a pgb beside mpt: they count as mpt.
PGB_BESIDE_MPT = 0.03
#: Clients whose indication and address go on for some months after their care has ended. Of the others all ends at
#: once: most have died.
OUTLIVES_CARE = 0.05
#: Addresses whose first four digits belong to the next area: postcodes straddle borders.
BORDER_POSTCODE = 0.02

# --- just below and just above the minimum --------------------------------------------------------------------------

#: Per region: small providers of VV by clients living there, at home (minimum 2) and intramural (minimum 5).
SMALL_AT_HOME = (1, 2)
SMALL_INTRAMURAL = (4, 5)
#: Per region: GZ locations by users who share the postcode (counted from 3).
SMALL_GZ_LOCATIONS = (2, 3)
#: Per region: care locations of VV whose segment the provider states as gz or ggz, as a share of the others.
OTHER_SEGMENT = 0.1
