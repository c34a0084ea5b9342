"""The peer of the pages: the least Streamlit page with one choice and one fixed Plotly figure."""

import plotly.graph_objects as go
import streamlit as st

st.selectbox("Choice", ["first", "second"], key="choice")
st.plotly_chart(go.Figure(go.Bar(x=list(range(2000, 2030)), y=list(range(30)))), key="figure")
