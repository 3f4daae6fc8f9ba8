"""Reviews (sơ kết, tổng kết) of a plan, a scheme, a law or a resolution as a kit: outline, questions to
bodies, figures over the years, causes and lessons, the draft of the report; the five-year table of
indicators."""
