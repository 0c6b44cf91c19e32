import streamlit as st
st.title("What changed")
