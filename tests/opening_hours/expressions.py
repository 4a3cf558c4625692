"""Strategies for hypothesis: valid opening hours, of the part that is said in words."""

from hypothesis import strategies as st

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

weekday = st.sampled_from(WEEKDAYS)
month = st.sampled_from(MONTHS)
day = st.builds("{} {}".format, month, st.integers(1, 29).filter(bool))
clock = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
end = clock | st.just("24:00")
sun = st.sampled_from(("dawn", "sunrise", "sunset", "dusk"))

dates = st.lists(
    month | day | st.builds("{}-{}".format, month, month) | st.builds("{}-{}".format, day, day),
    min_size=1,
    max_size=3,
).map(",".join)
nth = st.builds("{}[{}]".format, weekday, st.sampled_from(["1", "3", "-1", "1,3", "1-2"]))
weekdays = st.lists(weekday | nth | st.builds("{}-{}".format, weekday, weekday), min_size=1, max_size=3).map(",".join)
days = weekdays | st.sampled_from(["PH", "SH", "PH,SH"]) | st.builds("{},PH".format, weekdays)
span = (
    st.builds("{}-{}".format, clock, end)
    | st.builds("{}+".format, clock)
    | st.builds("{}-{}+".format, clock, end)
    | st.builds("{}-{}".format, sun, sun)
    | st.builds("{}-{}".format, clock, sun)
)
times = st.lists(span, min_size=1, max_size=3).map(",".join)
state = st.sampled_from(["", "", "", "off", "closed", "unknown", "open"])
comment = st.sampled_from(["", "", '"by appointment"', '"ring; then wait, please"'])


def _rule(*parts: str) -> str:
    """Join the parts of a rule that are there."""
    return " ".join(part for part in parts if part)


rule = st.builds(_rule, dates | st.just(""), days | st.just(""), times, state, comment) | st.builds(
    _rule, dates | st.just(""), days, times | st.just(""), state, comment
)
expression = st.just("24/7") | st.lists(rule, min_size=1, max_size=4).flatmap(
    lambda rules: st.sampled_from(["; ", " || "]).map(lambda sign: sign.join(rules))
)
